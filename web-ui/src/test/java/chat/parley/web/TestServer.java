package chat.parley.web;

import chat.parley.log.TestDatabase;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A whole Parley on a free port and a database of its own. */
public final class TestServer implements AutoCloseable {

    /** The one origin besides the server's own whose pages may use the widget. */
    public static final String HOST_PAGE = "https://shop.example.com";

    private final ConfigurableApplicationContext context;

    private TestServer(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Starts on a new database. */
    public static TestServer start(Path dataDir, String... profiles) {
        return on(TestDatabase.fresh().getJdbcUrl(), dataDir, profiles);
    }

    /** Starts one more node on a database. */
    public static TestServer on(String database, Path dataDir, String... profiles) {
        return run(database, dataDir, profiles, List.of());
    }

    /** Starts one more node, with arguments of its own. */
    public static TestServer with(List<String> arguments, String database, Path dataDir) {
        return run(database, dataDir, new String[0], arguments);
    }

    private static TestServer run(
            String database, Path dataDir, String[] profiles, List<String> arguments) {
        List<String> all =
                new ArrayList<>(
                        List.of(
                                "--server.port=0",
                                "--spring.datasource.url=" + database,
                                "--parley.data-dir=" + dataDir,
                                "--parley.widget.secret=" + Tokens.SECRET,
                                "--parley.widget.allowed-origins=" + HOST_PAGE,
                                "--parley.admin.email=" + AdminClient.EMAIL,
                                "--parley.admin.password=" + AdminClient.PASSWORD));
        all.addAll(arguments);
        return new TestServer(
                new SpringApplicationBuilder(ParleyApplication.class)
                        .profiles(profiles)
                        .run(all.toArray(String[]::new)));
    }

    public URI uri() {
        return URI.create("http://localhost:" + port());
    }

    public int port() {
        return ((WebServerApplicationContext) context).getWebServer().getPort();
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
    }
}
