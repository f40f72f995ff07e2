package chat.parley.web.browser;

import chat.parley.log.TestDatabase;
import chat.parley.web.AdminClient;
import chat.parley.web.ParleyApplication;
import chat.parley.web.Tokens;

import com.zaxxer.hikari.HikariDataSource;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;

/** The whole product with its demo on one port and one database, over stops and starts. */
final class Parley implements AutoCloseable {

    private final HikariDataSource database = TestDatabase.fresh();
    private final int port = freePort();
    private final Path dataDir;
    private final String hostOrigin;
    private ConfigurableApplicationContext context;

    /**
     * @param hostOrigin the one other origin whose pages may use the widget
     */
    Parley(Path dataDir, String hostOrigin) {
        this.dataDir = dataDir;
        this.hostOrigin = hostOrigin;
        start();
    }

    void start() {
        context =
                new SpringApplicationBuilder(ParleyApplication.class)
                        .run(
                                "--server.port=" + port,
                                "--server.shutdown=immediate",
                                "--spring.datasource.url=" + database.getJdbcUrl(),
                                "--parley.data-dir=" + dataDir,
                                "--parley.demo=true",
                                "--parley.widget.secret=" + Tokens.SECRET,
                                "--parley.widget.allowed-origins=" + hostOrigin,
                                "--parley.admin.email=" + AdminClient.EMAIL,
                                "--parley.admin.password=" + AdminClient.PASSWORD,
                                "--parley.reply-email.delay=PT2S");
    }

    void stop() {
        context.close();
    }

    URI uri() {
        return URI.create("http://localhost:" + port);
    }

    String page(String path) {
        return uri().resolve(path).toString();
    }

    /** Does something to the database that Parley itself does not do. */
    void execute(String sql) {
        new JdbcTemplate(database).execute(sql);
    }

    @Override
    public void close() {
        context.close();
        database.close();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
