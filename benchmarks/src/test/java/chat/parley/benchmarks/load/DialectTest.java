package chat.parley.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import chat.parley.benchmarks.load.Dialect.Heard;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DialectTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MESSAGE;subscription:REPLIES;message-id:1;;{\"type\":\"message_accepted\"} | ACCEPTED",
                "MESSAGE;subscription:REPLIES;message-id:1;;{\"type\":\"message_rejected\"} | REFUSED",
                "MESSAGE;destination:/topic/x;subscription:CHAT;;{} | IN_CHAT",
                "MESSAGE;subscription:ADMINS;;{} | BY_ADMINS",
                "ERROR;message:No.;; | ERROR",
                "RECEIPT;receipt-id:1;; | OTHER",
                "; | OTHER"
            })
    void stompIsToldApart(String frame, Heard heard) {
        assertThat(hear(new Stomp(), frame.replace(';', '\n'))).isEqualTo(heard);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2 | PING",
                "430[{\"type\":\"message_accepted\"}] | ACCEPTED",
                "430[{\"type\":\"message_rejected\"}] | REFUSED",
                "42[\"new_message\",{}] | IN_CHAT",
                "42[\"new_user_message\",{}] | BY_ADMINS",
                "42[\"typing\",{}] | OTHER"
            })
    void socketIoIsToldApart(String packet, Heard heard) {
        assertThat(hear(new SocketIo(), packet)).isEqualTo(heard);
    }

    private static Heard hear(Dialect dialect, String message) {
        byte[] bytes = message.getBytes(UTF_8);
        return dialect.hear(bytes, 0, bytes.length);
    }
}
