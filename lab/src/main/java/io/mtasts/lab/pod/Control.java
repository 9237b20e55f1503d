package io.mtasts.lab.pod;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Takes orders over HTTP, in plain text: 200 when one is carried out, 400 and a sentence when it makes no sense. A GET of {@code /} is
 * answered as soon as the server is there, for a readiness probe.
 */
final class Control implements AutoCloseable {
    /** One order: {@code PUT /records/example.com/A} has the path {@code [records, example.com, A]}. */
    record Order(String method, List<String> path, String body) {
        /** {@code PUT /records/*}{@code /*}, to be compared with a pattern: the method and what the order is about. */
        String what() {
            return method + " " + path.getFirst() + "/*".repeat(path.size() - 1);
        }

        String argument(int n) {
            return path.get(n);
        }

        IllegalArgumentException unknown() {
            return new IllegalArgumentException("nothing is known of %s /%s".formatted(method, String.join("/", path)));
        }
    }

    /** Carries orders out. */
    @FunctionalInterface
    interface Obedience {
        /**
         * Does what is asked and returns what there is to say.
         *
         * @throws IllegalArgumentException when the order makes no sense
         */
        String obey(Order order);
    }

    private final HttpServer server;

    private Control(HttpServer server) {
        this.server = server;
    }

    static Control listen(InetAddress address, int port, Obedience obedience) {
        try {
            var server = HttpServer.create(new InetSocketAddress(address, port), 0);
            server.createContext("/", exchange -> answer(exchange, obedience));
            server.start();
            return new Control(server);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen at " + address.getHostAddress() + ":" + port, e);
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    private static void answer(HttpExchange exchange, Obedience obedience) throws IOException {
        try (exchange) {
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var path = List.of(exchange.getRequestURI().getPath().substring(1).split("/"));
            var order = new Order(exchange.getRequestMethod(), path, body);
            int status = 200;
            String said;
            try {
                said = order.what().equals("GET ") ? "up\n" : obedience.obey(order);
            } catch (IllegalArgumentException e) {
                status = 400;
                said = e.getMessage() + "\n";
            }
            System.out.printf("%s /%s: %d%n", order.method(), String.join("/", path), status);
            var bytes = said.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
