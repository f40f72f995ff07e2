package chat.parley.web.browser;

import chat.parley.web.Tokens;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * A host application on a server and an origin of its own. Its Content-Security-Policy allows
 * Parley's script and connections, and nothing else.
 *
 * <p>{@code /} embeds the widget by one tag, {@code /queue} by calls that wait for the script. What
 * follows the question mark is the token.
 */
final class HostPages implements AutoCloseable {

    private static final String ONE_TAG =
            "<script src='%1$s/widget.js' data-token='%2$s' async></script>";
    private static final String QUEUE =
            """
            <ol id="heard" aria-label="Heard"></ol>
            <script src="/host.js?%2$s"></script>
            <script src="%1$s/widget.js" async></script>
            """;
    private static final String CALLS =
            """
            window.Parley = window.Parley || function () { (Parley.q = Parley.q || []).push(arguments) }
            const hear = (event, detail) => {
              const entry = document.createElement('li')
              entry.textContent = [event, detail?.content ?? detail].filter(x => x !== undefined).join(' ')
              document.querySelector('#heard').append(entry)
            }
            for (const event of ['ready', 'open', 'close', 'message', 'unread', 'connection', 'error']) {
              Parley('on', event, detail => hear(event, detail))
            }
            addEventListener('parley:open', () => hear('window heard open'))
            Parley('boot', {
              token: async () => (await fetch('/token?%1$s')).text(),
              locale: 'en',
              title: 'Shop support',
            })
            """;
    private static final String PAGE =
            """
            <!doctype html>
            <html lang="en">
              <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Shop</title>
              <link rel="icon" href="data:,"></head>
              <body><main><h1>Shop</h1><a href="#basket">Basket</a></main>%s</body>
            </html>
            """;

    private final HttpServer server;
    private String parley = "";

    HostPages() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> page(exchange, ONE_TAG));
        server.createContext("/queue", exchange -> page(exchange, QUEUE));
        server.createContext(
                "/host.js",
                exchange -> answer(exchange, "text/javascript", CALLS.formatted(query(exchange))));
        server.createContext("/token", exchange -> answer(exchange, "text/plain", query(exchange)));
        server.start();
    }

    /** Says which server the pages embed the widget of. */
    void embed(URI parley) {
        this.parley = parley.toString();
    }

    /** The origin that Parley is to allow. */
    String origin() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** Another origin, of the same pages. */
    String foreignOrigin() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void page(HttpExchange exchange, String embedding) throws IOException {
        exchange.getResponseHeaders()
                .set(
                        "Content-Security-Policy",
                        "default-src 'none'; img-src data:; script-src 'self' %1$s; connect-src 'self' %1$s %2$s"
                                .formatted(parley, parley.replaceFirst("http", "ws")));
        answer(exchange, "text/html", PAGE.formatted(embedding.formatted(parley, query(exchange))));
    }

    private static String query(HttpExchange exchange) {
        String query = exchange.getRequestURI().getRawQuery();
        return query == null ? Tokens.of("nobody-in-particular") : query;
    }

    private static void answer(HttpExchange exchange, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
        exchange.sendResponseHeaders(200, bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }
}
