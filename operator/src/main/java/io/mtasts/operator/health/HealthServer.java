package io.mtasts.operator.health;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers the kubelet and Prometheus over HTTP: a few paths, GET and HEAD, and no thread of the machine is kept by who is slow. */
final class HealthServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HealthServer.class);
    private static final String PLAIN = "text/plain; charset=utf-8";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("health-", 0).factory());
    private final Map<String, Supplier<Answer>> pages;

    /** What writes a body. */
    @FunctionalInterface
    interface Body {
        void writeTo(OutputStream out) throws IOException;
    }

    /** An answer whose body is written as it is made. */
    record Answer(int status, String contentType, Body body) {
        static Answer text(int status, String text) {
            return new Answer(status, PLAIN, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
        }
    }

    private HealthServer(HttpServer server, Map<String, Supplier<Answer>> pages) {
        this.server = server;
        this.pages = pages;
        server.createContext("/", this::serve);
        server.setExecutor(threads);
        server.start();
    }

    /**
     * Answers from now on.
     *
     * @param port any free one when 0
     * @param pages by path
     */
    static HealthServer start(int port, Map<String, Supplier<Answer>> pages) throws IOException {
        // Half a request, or an answer that is not taken, is hung up on after so many seconds; read once, with the
        // first server.
        System.setProperty("sun.net.httpserver.maxReqTime", "5");
        System.setProperty("sun.net.httpserver.maxRspTime", "30");
        return new HealthServer(HttpServer.create(new InetSocketAddress(port), 0), Map.copyOf(pages));
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            var answer =
                    answer(exchange.getRequestMethod(), exchange.getRequestURI().getPath());
            exchange.getResponseHeaders().set("Content-Type", answer.contentType());
            if (answer.status() == 405) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
            }
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(answer.status(), head ? -1 : 0);
            if (!head) {
                try (var out = exchange.getResponseBody()) {
                    answer.body().writeTo(out);
                }
            }
        }
    }

    private Answer answer(String method, String path) {
        var page = pages.get(path);
        if (page == null) {
            return Answer.text(404, "Available here: %s%n".formatted(String.join(", ", sorted(pages.keySet()))));
        }
        if (!method.equals("GET") && !method.equals("HEAD")) {
            return Answer.text(405, "Only GET and HEAD are answered here.\n");
        }
        try {
            return page.get();
        } catch (RuntimeException e) {
            LOG.error("Cannot answer {}", path, e);
            return Answer.text(500, "A defect of the operator: see its log.\n");
        }
    }

    private static Iterable<String> sorted(Set<String> paths) {
        return paths.stream().sorted().toList();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
