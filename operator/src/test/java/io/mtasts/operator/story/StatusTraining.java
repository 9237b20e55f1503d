package io.mtasts.operator.story;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.mtasts.lab.ca.CertificateAuthority;
import io.mtasts.report.ExitStatus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * {@code status} once, for a JVM that notes what it needs and writes an AOT cache (JEP 514). The build has no cluster, so what one answers
 * is read from a file and served over HTTPS on loopback.
 */
public final class StatusTraining {
    private static final String ANSWERS = "in-soak.yaml";

    private StatusTraining() {}

    /**
     * Exits with 0 when the story was told, good or bad: the file gets older.
     *
     * @param options of a JVM like this one, to which {@code status} and its arguments are added
     */
    public static void main(String[] options) throws IOException, InterruptedException {
        var identity = CertificateAuthority.create("Training", Clock.systemUTC());
        var server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(
                new HttpsConfigurator(identity.issue("localhost").serverContext()));
        var documents = documents();
        server.createContext("/", exchange -> answer(exchange, documents));
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        var kubeconfig = Files.createTempFile("training", ".kubeconfig");
        Files.writeString(kubeconfig, kubeconfig(server.getAddress().getPort(), identity.rootPem()));
        var all = new ArrayList<String>();
        all.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        all.addAll(List.of(options));
        all.addAll(List.of("status", "example.net", "--kubeconfig", kubeconfig.toString()));
        int exit = new ProcessBuilder(all).inheritIO().start().waitFor();
        Files.delete(kubeconfig);
        System.exit(exit <= ExitStatus.ERROR ? 0 : exit);
    }

    private static List<JsonNode> documents() throws IOException {
        try (var file = Objects.requireNonNull(StatusTraining.class.getResourceAsStream(ANSWERS))) {
            var documents = new ArrayList<JsonNode>();
            for (var text : new String(file.readAllBytes(), StandardCharsets.UTF_8).split("(?m)^---$", -1)) {
                documents.add(Serialization.unmarshal(text, JsonNode.class));
            }
            return documents;
        }
    }

    /** Lists and objects alike by the plural of their kind in the path. */
    private static void answer(HttpExchange exchange, List<JsonNode> documents) throws IOException {
        var path = exchange.getRequestURI().getPath();
        var kind = Stream.of("MailDomainPolicy", "PolicyServer", "Lease", "Event")
                .filter(one -> path.contains(plural(one)))
                .findFirst();
        var body = kind.map(one -> one.equals("PolicyServer") ? first(documents, one) : list(documents, one))
                .orElseGet(JsonNodeFactory.instance::objectNode)
                .toString()
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        try (exchange) {
            exchange.getResponseBody().write(body);
        }
    }

    private static String plural(String kind) {
        var lower = kind.toLowerCase(Locale.ROOT);
        return "/" + (lower.endsWith("y") ? lower.substring(0, lower.length() - 1) + "ies" : lower + "s");
    }

    private static Stream<JsonNode> of(List<JsonNode> documents, String kind) {
        return documents.stream()
                .filter(document -> document.path("kind").asText().equals(kind));
    }

    private static JsonNode first(List<JsonNode> documents, String kind) {
        return of(documents, kind).findFirst().orElseThrow();
    }

    private static JsonNode list(List<JsonNode> documents, String kind) {
        var list = JsonNodeFactory.instance.objectNode();
        list.put("kind", kind + "List");
        list.put("apiVersion", first(documents, kind).path("apiVersion").asText());
        list.putObject("metadata");
        of(documents, kind).forEach(list.putArray("items")::add);
        return list;
    }

    private static String kubeconfig(int port, String authority) {
        return """
            apiVersion: v1
            kind: Config
            clusters:
              - name: training
                cluster:
                  server: https://localhost:%d
                  certificate-authority-data: %s
            contexts:
              - name: training
                context: {cluster: training, user: nobody, namespace: mail}
            current-context: training
            users:
              - {name: nobody, user: {token: none}}
            """.formatted(port, Base64.getEncoder().encodeToString(authority.getBytes(StandardCharsets.UTF_8)));
    }
}
