package chat.parley.web.embedded;

import chat.parley.api.ChatId;
import chat.parley.command.replyemail.ReplyEmailId;

import jakarta.mail.Address;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeMessage;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Captured mails, one file each. The file's name says when the mail came and what it is called
 * here; its content is the mail as it came.
 */
final class Mailbox {

    private static final Pattern FILE_NAME = Pattern.compile("(\\d{15})-([0-9a-f-]{36})\\.eml");

    private static final String DRAFT = ".new";

    private final Path directory;

    Mailbox(Path directory) {
        this.directory = directory;
    }

    /**
     * A mail as its reader sees it.
     *
     * @param text the plain text, empty if the mail has none
     * @param html the HTML, empty if the mail has none
     */
    record CapturedMail(
            UUID id,
            String from,
            List<String> to,
            String subject,
            String text,
            String html,
            Instant receivedAt) {}

    /** Keeps a mail: when this returns, it is on the disk. */
    void keep(MimeMessage mail) throws IOException, MessagingException {
        String name = "%015d-%s.eml".formatted(Instant.now().toEpochMilli(), UUID.randomUUID());
        Path draft = directory.resolve(name + DRAFT);
        try (FileChannel file =
                        FileChannel.open(
                                draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                OutputStream output = Channels.newOutputStream(file)) {
            mail.writeTo(output);
            file.force(true);
        }
        Files.move(draft, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    /** All mails, the newest first. */
    List<CapturedMail> all() throws IOException {
        List<CapturedMail> mails = new ArrayList<>();
        for (Path file : files()) {
            Matcher name = FILE_NAME.matcher(file.getFileName().toString());
            if (name.matches()) {
                CapturedMail mail =
                        read(
                                file,
                                UUID.fromString(name.group(2)),
                                Instant.ofEpochMilli(Long.parseLong(name.group(1))));
                if (mail != null) {
                    mails.add(mail);
                }
            }
        }
        return mails;
    }

    /** Removes the mails that are about these chats. */
    void remove(Predicate<ChatId> chats) throws IOException {
        for (Path file : files()) {
            ChatId chat =
                    FILE_NAME.matcher(file.getFileName().toString()).matches()
                            ? chatOf(file)
                            : null;
            if (chat != null && chats.test(chat)) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** Removes what a crash left of mails that were never taken. */
    void removeDrafts() throws IOException {
        for (Path file : files()) {
            if (file.getFileName().toString().endsWith(DRAFT)) {
                Files.deleteIfExists(file);
            }
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.sorted(Comparator.comparing(Path::getFileName).reversed()).toList();
        }
    }

    private static @Nullable ChatId chatOf(Path file) throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            String messageId = new InternetHeaders(content).getHeader("Message-ID", null);
            return messageId == null ? null : ReplyEmailId.chatIn(messageId).orElse(null);
        } catch (NoSuchFileException e) {
            return null;
        } catch (MessagingException e) {
            throw new IOException("The mail in " + file + " cannot be read", e);
        }
    }

    private static @Nullable CapturedMail read(Path file, UUID id, Instant receivedAt)
            throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            MimeMessage mail = new MimeMessage(null, content);
            return new CapturedMail(
                    id,
                    addresses(mail.getFrom()).stream().findFirst().orElse(""),
                    addresses(mail.getAllRecipients()),
                    Objects.requireNonNullElse(mail.getSubject(), ""),
                    body(mail, "text/plain"),
                    body(mail, "text/html"),
                    receivedAt);
        } catch (NoSuchFileException e) {
            // Somebody tidied up meanwhile.
            return null;
        } catch (MessagingException e) {
            throw new IOException("The mail in " + file + " cannot be read", e);
        }
    }

    private static List<String> addresses(Address @Nullable [] addresses) {
        return addresses == null
                ? List.of()
                : Stream.of(addresses)
                        .map(each -> each instanceof InternetAddress mail ? mail.getAddress() : "")
                        .toList();
    }

    /** The first part of that type, however deep it lies. */
    private static String body(Part part, String type) throws MessagingException, IOException {
        if (part.isMimeType(type)) {
            return part.getContent().toString().replace("\r\n", "\n");
        }
        if (part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                BodyPart child = parts.getBodyPart(i);
                String found = body(child, type);
                if (!found.isEmpty()) {
                    return found;
                }
            }
        }
        return "";
    }
}
