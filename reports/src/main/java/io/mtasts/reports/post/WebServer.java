package io.mtasts.reports.post;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** HTTP of the JDK, with a virtual thread a request, and bounds on all that a client may draw out. */
final class WebServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);
    private static final int BACKLOG = 64;

    /** How long requests may take that are under way when we stop. */
    private static final Duration STOPPING = Duration.ofSeconds(10);

    private final HttpServer server;
    private final ExecutorService threads;

    static {
        // Read once by the JDK, before its first server: for all of them. Times are in seconds.
        Map.of(
                        "sun.net.httpserver.maxReqTime", "20",
                        "sun.net.httpserver.maxRspTime", "20",
                        "sun.net.httpserver.idleInterval", "30",
                        "jdk.httpserver.maxConnections", "300",
                        "sun.net.httpserver.maxReqHeaders", "60",
                        "sun.net.httpserver.maxReqHeaderSize", "16384")
                .forEach((name, value) -> {
                    if (System.getProperty(name) == null) {
                        System.setProperty(name, value);
                    }
                });
    }

    /** What answers. */
    interface Pages {
        WebAnswer answer(HttpExchange exchange) throws IOException;
    }

    private WebServer(HttpServer server, String name, Pages pages) {
        this.server = server;
        this.threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name(name, 0).factory());
        server.createContext("/", exchange -> serve(exchange, pages));
        server.setExecutor(threads);
        server.start();
    }

    /**
     * Answers from now on.
     *
     * @param tls empty for plain HTTP
     * @throws IOException when the address cannot be listened on
     */
    static WebServer start(InetSocketAddress address, String name, Optional<SSLContext> tls, Pages pages)
            throws IOException {
        if (tls.isEmpty()) {
            return new WebServer(HttpServer.create(address, BACKLOG), name, pages);
        }
        var server = HttpsServer.create(address, BACKLOG);
        server.setHttpsConfigurator(new HttpsConfigurator(tls.get()));
        return new WebServer(server, name, pages);
    }

    InetSocketAddress address() {
        return server.getAddress();
    }

    private static void serve(HttpExchange exchange, Pages pages) throws IOException {
        try (exchange) {
            var answer = answer(exchange, pages);
            exchange.getResponseHeaders().set("Content-Type", answer.contentType());
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(
                    answer.status(), head || answer.body().length == 0 ? -1 : answer.body().length);
            if (!head) {
                // Before the exchange ends, which first waits for what is left of the request.
                exchange.getResponseBody().write(answer.body());
                exchange.getResponseBody().flush();
            }
        }
    }

    private static WebAnswer answer(HttpExchange exchange, Pages pages) throws IOException {
        try {
            return pages.answer(exchange);
        } catch (RuntimeException e) {
            LOG.error("A defect: a request was not answered as it should be", e);
            return WebAnswer.text(500, "A defect of the receiver: see its log.");
        }
    }

    /** Takes no more; requests that are under way may come to their end, for a bounded time. */
    @Override
    public void close() {
        server.stop((int) STOPPING.toSeconds());
        threads.shutdownNow();
    }
}
