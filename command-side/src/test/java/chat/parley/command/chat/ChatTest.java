package chat.parley.command.chat;

import static chat.parley.command.chat.Chats.ADA;
import static chat.parley.command.chat.Chats.CHAT;
import static chat.parley.command.chat.Chats.MARA;
import static chat.parley.command.chat.Chats.START;
import static chat.parley.command.chat.Chats.adminSends;
import static chat.parley.command.chat.Chats.adminSent;
import static chat.parley.command.chat.Chats.adminSentMore;
import static chat.parley.command.chat.Chats.chatStarted;
import static chat.parley.command.chat.Chats.chatStartedWithoutAddress;
import static chat.parley.command.chat.Chats.minute;
import static chat.parley.command.chat.Chats.startChat;
import static chat.parley.command.chat.Chats.userSends;
import static chat.parley.command.chat.Chats.userSent;

import chat.parley.api.Actor;
import chat.parley.api.ChatCommand;
import chat.parley.api.ChatCommand.Archive;
import chat.parley.api.ChatCommand.MarkRead;
import chat.parley.api.ChatCommand.MarkViewed;
import chat.parley.api.ChatCommand.Restore;
import chat.parley.api.ChatCommand.SendMessage;
import chat.parley.api.ChatEvent.ChatArchived;
import chat.parley.api.ChatEvent.ChatRestored;
import chat.parley.api.ChatEvent.ChatViewed;
import chat.parley.api.ChatEvent.MessagesRead;
import chat.parley.api.ChatEvent.UserDetailsChanged;
import chat.parley.api.Refusal;
import chat.parley.log.EventLog;
import chat.parley.log.StreamSnapshots;

import org.axonframework.modelling.command.VersionedAggregateIdentifier;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.hamcrest.FeatureMatcher;
import org.hamcrest.Matcher;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import java.util.UUID;

import javax.sql.DataSource;

class ChatTest {

    private FixtureConfiguration<Chat> chat;

    @BeforeEach
    void aChat() {
        chat = chatFixture();
    }

    static FixtureConfiguration<Chat> chatFixture() {
        AggregateTestFixture<Chat> fixture = new AggregateTestFixture<>(Chat.class);
        fixture.registerCommandTargetResolver(command ->
                new VersionedAggregateIdentifier(
                        ((ChatCommand) command.getPayload()).chatId().toString(), null));
        fixture.registerInjectableResource(fixture.getEventStore());
        // Nobody calls a database for chats of a few events.
        DataSource none = new DriverManagerDataSource();
        fixture.registerInjectableResource(
                new ChatSnapshots(new StreamSnapshots(none), new EventLog(none)));
        return fixture;
    }

    @Test
    void theFirstVisitStartsTheChat() {
        chat.givenNoPriorActivity()
                .when(startChat("Ada", "ada@example.com", START))
                .expectEvents(chatStarted());
    }

    @Test
    void aSecondVisitWithTheSameDetailsIsNoEvent() {
        chat.given(chatStarted())
                .when(startChat("Ada", "ada@example.com", minute(1)))
                .expectNoEvents();
    }

    @Test
    void newerDetailsReplaceOlderOnes() {
        chat.given(chatStarted())
                .when(startChat("Ada L.", "ada@example.org", minute(1)))
                .expectEvents(
                        new UserDetailsChanged(
                                CHAT,
                                Actor.user(CHAT, "Ada L.", "ada@example.org"),
                                START,
                                "Ada L.",
                                "ada@example.org",
                                minute(1)));
    }

    @Test
    void whatNoNewerTokenSaidMayComeFromAnOlderOne() {
        chat.given(chatStartedWithoutAddress())
                .when(startChat("Old name", "ada@example.com", START.minusSeconds(60)))
                .expectEvents(
                        new UserDetailsChanged(
                                CHAT,
                                Actor.user(CHAT, "Old name", "ada@example.com"),
                                START,
                                "Ada",
                                "ada@example.com",
                                START.minusSeconds(60)));
    }

    @Test
    void detailsOfAnOlderTokenChangeNothing() {
        chat.given(chatStarted())
                .when(startChat("Old name", "old@example.com", START.minusSeconds(1)))
                .expectNoEvents();
    }

    @Test
    void anAbsentClaimChangesNothing() {
        chat.given(chatStarted()).when(startChat(null, null, minute(1))).expectNoEvents();
    }

    @Test
    void messagesAreCountedWithoutGaps() {
        chat.given(chatStarted(), userSent(1, "Hi", START), adminSent(2, "Hello", START))
                .when(userSends("How are you?", minute(1)))
                .expectEvents(userSent(3, "How are you?", minute(1)));
    }

    @Test
    void whiteSpaceAtBothEndsIsCutAndTheRestIsKeptExactly() {
        chat.given(chatStarted())
                .when(
                        new SendMessage(
                                CHAT,
                                ADA,
                                START,
                                "\u00a0\u3000 a  b\n c \u2028\t",
                                Chats.clientId("a  b\n c")))
                .expectEvents(userSent(1, "a  b\n c", START));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "   ", "\u00a0\u2003\u3000\u0085\n", "a\u0000b", "\ud800", "x\udc00"})
    void whatCannotBeAMessageIsRefused(String content) {
        chat.given(chatStarted())
                .when(new SendMessage(CHAT, ADA, START, content, UUID.randomUUID()))
                .expectException(refusal(Refusal.Reason.INVALID_CONTENT))
                .expectNoEvents();
    }

    @Test
    void tenThousandCharactersAreAMessageAndOneMoreIsNot() {
        String longest = "\ud83d\ude42".repeat(10_000);
        chat.given(chatStarted())
                .when(userSends(longest, START))
                .expectEvents(userSent(1, longest, START));
        chatFixture()
                .given(chatStarted())
                .when(userSends(longest + "x", START))
                .expectException(refusal(Refusal.Reason.INVALID_CONTENT));
    }

    @Test
    void aMessageShowsTheNameThatIsKnownEvenIfTheTokenLacksIt() {
        chat.given(chatStarted())
                .when(
                        new SendMessage(
                                CHAT,
                                Actor.user(CHAT, null, null),
                                START,
                                "Hi",
                                Chats.clientId("Hi")))
                .expectEvents(userSent(1, "Hi", START));
    }

    @Test
    void timeNeverRunsBackInAChat() {
        chat.given(chatStarted(), userSent(1, "Hi", minute(5)))
                .when(adminSends("Hello", minute(3)))
                .expectEvents(adminSent(2, "Hello", minute(5)));
    }

    @Test
    void anArchivedChatComesBackWhenItsUserWrites() {
        chat.given(chatStarted(), new ChatArchived(CHAT, MARA, START))
                .when(userSends("One more thing", minute(1)))
                .expectEvents(
                        new ChatRestored(CHAT, ADA, minute(1), true),
                        userSent(1, "One more thing", minute(1)));
    }

    @Test
    void anArchivedChatStaysArchivedWhenAnAdminWrites() {
        chat.given(chatStarted(), new ChatArchived(CHAT, MARA, START))
                .when(adminSends("For the record", minute(1)))
                .expectEvents(adminSent(1, "For the record", minute(1)));
    }

    @Test
    void archivingTwiceIsOneEvent() {
        chat.given(chatStarted())
                .when(new Archive(CHAT, MARA, START))
                .expectEvents(new ChatArchived(CHAT, MARA, START));
        chatFixture()
                .given(chatStarted(), new ChatArchived(CHAT, MARA, START))
                .when(new Archive(CHAT, MARA, minute(1)))
                .expectNoEvents();
    }

    @Test
    void restoringTwiceIsOneEvent() {
        chat.given(chatStarted(), new ChatArchived(CHAT, MARA, START))
                .when(new Restore(CHAT, MARA, minute(1)))
                .expectEvents(new ChatRestored(CHAT, MARA, minute(1), false));
        chatFixture().given(chatStarted()).when(new Restore(CHAT, MARA, START)).expectNoEvents();
    }

    @Test
    void readingMarksTheAdminsMessagesUpToASequence() {
        chat.given(
                        chatStarted(),
                        adminSent(1, "One", START),
                        adminSentMore(2, "Two", START),
                        adminSentMore(3, "Three", START))
                .when(new MarkRead(CHAT, ADA, minute(1), 2L))
                .expectEvents(new MessagesRead(CHAT, ADA, minute(1), 2))
                .expectResultMessagePayload(new MarkedRead(minute(1), 2));
    }

    @Test
    void readingTwiceIsOneEvent() {
        chat.given(
                        chatStarted(),
                        adminSent(1, "One", START),
                        new MessagesRead(CHAT, ADA, minute(1), 1))
                .when(new MarkRead(CHAT, ADA, minute(2), null))
                .expectNoEvents()
                .expectResultMessagePayload(new MarkedRead(minute(1), 0));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 2, Long.MAX_VALUE})
    void readingWhatIsNotThereIsRefused(long sequence) {
        chat.given(chatStarted(), adminSent(1, "One", START))
                .when(new MarkRead(CHAT, ADA, START, sequence))
                .expectException(refusal(Refusal.Reason.INVALID_SEQUENCE))
                .expectNoEvents();
    }

    @Test
    void viewingTwiceIsOneEvent() {
        chat.given(chatStarted(), userSent(1, "Hi", START))
                .when(new MarkViewed(CHAT, MARA, minute(1), null))
                .expectEvents(new ChatViewed(CHAT, MARA, minute(1), 1));
        chatFixture()
                .given(
                        chatStarted(),
                        userSent(1, "Hi", START),
                        new ChatViewed(CHAT, MARA, minute(1), 1))
                .when(new MarkViewed(CHAT, MARA, minute(2), 1L))
                .expectNoEvents();
    }

    @Test
    void viewingOnlyOnesOwnMessagesIsNoEvent() {
        chat.given(chatStarted(), adminSent(1, "Hello", START))
                .when(new MarkViewed(CHAT, MARA, minute(1), null))
                .expectNoEvents();
    }

    static Matcher<Throwable> refusal(Refusal.Reason reason) {
        return new FeatureMatcher<>(Matchers.equalTo(reason), "a refusal for", "reason") {
            @Override
            protected Refusal.Reason featureValueOf(Throwable thrown) {
                return ((Refusal) thrown).reason();
            }
        };
    }
}
