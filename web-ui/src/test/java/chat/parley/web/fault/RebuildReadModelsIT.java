package chat.parley.web.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.web.AdminClient;
import chat.parley.web.rebuild.RebuildReadModels;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

@ExtendWith({ParleyProcess.Shared.class, OutputCaptureExtension.class})
class RebuildReadModelsIT {

    @Test
    void aRebuildIsRefusedBesideAServerElseItEndsByItselfAndChangesNoAnswer(
            ParleyProcess parley, CapturedOutput printedHere) {
        AdminClient admin = AdminClient.signedIn(parley.uri());
        List<ChatEnd> users =
                IntStream.rangeClosed(1, 5)
                        .mapToObj(n -> ChatEnd.user(parley.uri(), "reader-of-rebuilt-" + n))
                        .toList();
        for (ChatEnd user : users) {
            ChatEnd answering = ChatEnd.admin(parley.uri(), admin, user.chatId());
            for (int n = 1; n <= 10; n++) {
                user.send(UUID.randomUUID(), "Question " + n);
                answering.send(UUID.randomUUID(), "Answer " + n);
            }
            answering.post("viewed");
        }
        ChatEnd.admin(parley.uri(), admin, users.getFirst().chatId()).post("archive");
        List<String> before = answers(users, admin, parley);

        // In this process, which spares the start of another one.
        assertThatThrownBy(() -> RebuildReadModels.run(parley.arguments()));
        assertThat(printedHere)
                .contains("which another Parley uses")
                .doesNotContain("Exception", "chat.parley.web.rebuild.RebuildReadModels:");
        parley.stop();

        int exit = parley.run("--rebuild-read-models");

        assertThat(exit).as(parley.output()).isZero();
        assertThat(parley.output())
                .containsPattern("conversation +\\[#+] 100 % +(\\d+) of \\1 events")
                .containsPattern("inbox +\\[#+] 100 % +(\\d+) of \\1 events");
        parley.start();
        assertThat(answers(users, admin, parley)).isEqualTo(before);
    }

    private static List<String> answers(
            List<ChatEnd> users, AdminClient admin, ParleyProcess parley) {
        ChatEnd list = ChatEnd.admin(parley.uri(), admin, users.getFirst().chatId());
        return Stream.concat(
                        Stream.of(
                                list.get("/admin/chats"),
                                list.get("/admin/chats?archived=true"),
                                list.get("/admin/chats?q=answer")),
                        users.stream()
                                .flatMap(user ->
                                        Stream.of(
                                                user.chat(),
                                                ChatEnd.admin(parley.uri(), admin, user.chatId())
                                                        .chat())))
                .peek(answer -> assertThat(answer.status()).isEqualTo(200))
                .map(Http.Answer::body)
                .toList();
    }
}
