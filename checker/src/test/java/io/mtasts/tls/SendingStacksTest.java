package io.mtasts.tls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.lab.net.Loopback;
import io.mtasts.lab.tls.OpenSslServer;
import io.mtasts.observe.tls.Peculiarity;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code sending-stacks.properties} says is what the TLS libraries of senders do, as clients of a server for each peculiarity. Run by
 * {@code bench/sending-stacks}, which brings the clients: a program for each, named as in the file, that is given host, port and root,
 * and ends with 0 where it has made the handshake and accepts the certificate. The versions in the file are kept. With {@code -Dgenerated.update} the file is written anew.
 */
@EnabledIfSystemProperty(named = "sendingStacks", matches = ".+", disabledReason = "bench/sending-stacks runs it")
class SendingStacksTest {
    private static final Path FACTS = Path.of("src/main/resources/io/mtasts/observe/tls/sending-stacks.properties");

    /** With an RSA certificate that is good, and one that is not. */
    private static final String RSA_IS_GOOD = "d05";

    /** What no server of OpenSSL is like, and what is asked of the server itself. */
    private static final Set<Peculiarity> NOT_TRIED =
            EnumSet.of(Peculiarity.NO_SECURE_RENEGOTIATION, Peculiarity.NOTHING_IN_COMMON);

    /** The client that there is offers more than the library does by itself. */
    private static final Set<String> SUITES_BY_HAND = Set.of("boringssl");

    private static final int SECONDS = 20;

    @TempDir
    private Path directory;

    private record Served(String host, InetSocketAddress address, String root) {}

    @Test
    void theFileSaysWhatEachDoes() throws Exception {
        var clients = Path.of(System.getProperty("sendingStacks"));
        var facts = new Properties();
        try (var in = Files.newBufferedReader(FACTS, UTF_8)) {
            facts.load(in);
        }
        var observed = new LinkedHashMap<String, String>();
        for (var stack : facts.getProperty("stacks").split(" ", -1)) {
            var client = clients.resolve(stack).toString();
            System.out.println("# " + stack + ": " + output(client, "--version"));
            observed.put(
                    stack + ".first",
                    refusals(client, Map.of("RSA", RSA_IS_GOOD)).isEmpty() ? "RSA" : "ECDSA");
            var offer = offer(client);
            if (!SUITES_BY_HAND.contains(stack)) {
                observed.put(stack + ".suites", offer.suites());
            }
            observed.put(stack + ".groups", offer.groups());
            var kept = words(facts.getProperty(stack + ".refuses"))
                    .filter(name -> NOT_TRIED.contains(Peculiarity.valueOf(name)));
            var refused = refusals(client, rows());
            observed.put(
                    stack + ".refuses", Stream.concat(refused.stream(), kept).collect(Collectors.joining(" ")));
        }
        if (Boolean.getBoolean("generated.update")) {
            rewrite(observed);
            return;
        }
        var all = new SoftAssertions();
        observed.forEach((key, value) -> {
            System.out.println(key + " = " + value);
            all.assertThat(words(value))
                    .as(key)
                    .containsExactlyInAnyOrderElementsOf(
                            words(facts.getProperty(key)).toList());
        });
        all.assertAll();
    }

    /** The ids of the servers by what is peculiar about them. */
    private static Map<String, String> rows() throws IOException {
        var rows = new LinkedHashMap<String, String>();
        for (var met : Peculiarity.values()) {
            OddServersTest.rows().stream()
                    .filter(row -> row.path("peculiarity").asText().equals(met.name()))
                    .forEach(row -> rows.put(met.name(), row.path("id").asText()));
        }
        assertThat(rows.keySet())
                .containsExactlyInAnyOrderElementsOf(EnumSet.complementOf(EnumSet.copyOf(NOT_TRIED)).stream()
                        .map(Peculiarity::name)
                        .toList());
        return rows;
    }

    /** Which of these the client refuses. */
    private List<String> refusals(String client, Map<String, String> servers) throws Exception {
        var refused = new ArrayList<String>();
        for (var server : servers.entrySet()) {
            if (!accepts(client, server.getValue())) {
                refused.add(server.getKey());
            }
        }
        return refused;
    }

    private boolean accepts(String client, String id) throws Exception {
        var odd = OddServers.of(id);
        var files = Files.createTempDirectory(directory, id);
        var options = new ArrayList<>(odd.write(files));
        options.addAll(OddServers.second(id, odd, files));
        var root = files.resolve("root.pem");
        Files.writeString(root, OddServer.pem("CERTIFICATE", odd.trustedRoot().getEncoded()));
        try (var openssl = OpenSslServer.start(files, options);
                var small = SmallHelloRelay.before(openssl.address())) {
            var address = id.equals("t12") ? small.address() : openssl.address();
            return run(client, odd.host, Integer.toString(address.getPort()), root.toString()) == 0;
        }
    }

    private int run(String... command) throws Exception {
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("clients.log").toFile()))
                .start();
        process.getOutputStream().close();
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            return 1;
        }
        assertThat(process.exitValue())
                .as("%s: 0 or 1", String.join(" ", command))
                .isBetween(0, 1);
        return process.exitValue();
    }

    private static String output(String... command) throws IOException {
        try (var lines = new ProcessBuilder(command).start().inputReader(UTF_8)) {
            return lines.lines().findFirst().orElseThrow();
        }
    }

    private ClientOffer offer(String client) throws Exception {
        try (var server = new ServerSocket(0, 1, Loopback.of("127.0.0.1"))) {
            var offer = CompletableFuture.supplyAsync(() -> ClientOffer.to(server));
            run(client, "offer.test", Integer.toString(server.getLocalPort()), "none");
            return offer.get(SECONDS, TimeUnit.SECONDS);
        }
    }

    private static Stream<String> words(String text) {
        return Pattern.compile("[ ,]+").splitAsStream(text);
    }

    private static void rewrite(Map<String, String> observed) throws IOException {
        var text = Files.readString(FACTS);
        for (var fact : observed.entrySet()) {
            var line = Pattern.compile("(?m)^" + Pattern.quote(fact.getKey()) + " =(?:.*\\\\\n)*.*$");
            text = line.matcher(text)
                    .replaceFirst(Matcher.quoteReplacement(folded(fact.getKey() + " = " + fact.getValue())));
        }
        Files.writeString(FACTS, text);
    }

    private static String folded(String line) {
        var text = new StringBuilder();
        int column = 0;
        for (var word : line.split(" ", -1)) {
            if (column + word.length() > 120) {
                text.append(" \\\n   ");
                column = 4;
            }
            text.append(text.isEmpty() ? "" : " ").append(word);
            column += word.length() + 1;
        }
        return text.toString();
    }
}
