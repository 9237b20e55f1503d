package io.mtasts.lab.cluster;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.mtasts.lab.web.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Plain HTTP for each pod at a port of loopback: what a connection to the pod's own address is led to. */
final class PodListeners implements AutoCloseable {
    private final Kubelet kubelet;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<HttpServer> servers = new ArrayList<>();

    PodListeners(Kubelet kubelet) {
        this.kubelet = kubelet;
        for (int slot = 0; slot < Pods.SLOTS; slot++) {
            servers.add(listen(Pods.addressOf(slot)));
        }
    }

    List<String> connectTo() {
        var mappings = new ArrayList<String>();
        for (int slot = 0; slot < servers.size(); slot++) {
            mappings.add("%s:%d=127.0.0.1:%d"
                    .formatted(
                            Pods.addressOf(slot),
                            Pods.PORT,
                            servers.get(slot).getAddress().getPort()));
        }
        return mappings;
    }

    private HttpServer listen(String podAddress) {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> answer(podAddress, exchange));
            server.setExecutor(threads);
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void answer(String podAddress, HttpExchange exchange) throws IOException {
        try (exchange) {
            var host = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Host"))
                    .orElse("");
            var answer = kubelet.ask(
                    podAddress,
                    exchange.getRequestMethod(),
                    host,
                    exchange.getRequestURI().getPath());
            if (answer.isPresent()) {
                send(answer.get(), exchange);
            } // else nobody is at that address: closed without an answer
        }
    }

    private static void send(Answer.Response answer, HttpExchange exchange) throws IOException {
        var body = answer.body().getBytes(StandardCharsets.UTF_8);
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        boolean bare = exchange.getRequestMethod().equals("HEAD") || body.length == 0;
        exchange.sendResponseHeaders(answer.status(), bare ? -1 : body.length);
        if (!bare) {
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        servers.forEach(server -> server.stop(0));
        threads.shutdownNow();
    }
}
