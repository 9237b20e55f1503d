package io.mtasts.tls;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mtasts.check.Aspect;
import io.mtasts.check.Evidence;
import io.mtasts.check.Expectation;
import io.mtasts.check.Finding;
import io.mtasts.check.Judgement;
import io.mtasts.check.Severity;
import io.mtasts.check.Verdict;
import io.mtasts.lab.Domain;
import io.mtasts.lab.World;
import io.mtasts.lab.tls.OpenSslServer;
import io.mtasts.lab.tls.Tls;
import io.mtasts.observe.Lab;
import io.mtasts.observe.Look;
import io.mtasts.observe.NetworkObserver;
import io.mtasts.observe.smtp.MxOutcome;
import io.mtasts.observe.tls.SendingStack;
import io.mtasts.observe.tls.TrustAnchors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mail servers with a TLS that is odd in one way each, by a real OpenSSL: what is said of them is what senders in use do. */
class OddServersTest {
    private static final Pattern NAMES_A_STACK = Pattern.compile(
            "Postfix|Exim|Sendmail|OpenSSL|GnuTLS|Go\\b|rustls|BoringSSL|Gmail|Google|Microsoft|SChannel");

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path directory;

    @Test
    void eachIsJudgedAsSendersDo() throws IOException {
        Assumptions.assumeTrue(OpenSslServer.isHere(3), "openssl 3 is needed to serve them");
        var table = new StringBuilder();
        var surprises = new ArrayList<String>();
        int count = 0;
        try (var world = World.start()) {
            var servers = new TreeMap<String, OddServer>();
            for (var row : rows()) {
                servers.put(id(row), OddServers.of(id(row)));
            }
            var roots = new ArrayList<>(
                    servers.values().stream().map(OddServer::trustedRoot).toList());
            var settings = Lab.settings(world).trust(TrustAnchors.of(roots)).build();
            try (var observer = new NetworkObserver(settings, Clock.systemUTC())) {
                for (var row : rows()) {
                    var judged = judged(world, observer, id(row), Objects.requireNonNull(servers.get(id(row))));
                    var verdict = judged.verdict();
                    boolean right = isRight(row, judged);
                    var line = "%-5s %-4s %-4s %-52s %s %s"
                            .formatted(
                                    right ? "" : "WRONG",
                                    id(row),
                                    row.path("right").asText(),
                                    row.path("what").asText(),
                                    verdict.status(),
                                    verdict.findings().stream()
                                            .filter(finding -> finding.severity() != Severity.INFO)
                                            .map(finding -> finding.reason() + ": " + finding.line())
                                            .toList());
                    table.append(line).append('\n');
                    if (!right) {
                        count++;
                    }
                    if (right == row.path("notYet").asBoolean()) {
                        surprises.add(line);
                    }
                }
            }
        }
        System.out.println(table);
        System.out.println(rows().size() - count + " of " + rows().size() + " are right");
        assertThat(surprises)
                .as("rows whose verdict is wrong, or right by now and marked as not yet")
                .isEmpty();
    }

    private record Judged(Verdict verdict, MxOutcome outcome) {
        /** By the names of their libraries. */
        Optional<List<String>> refusedBy() {
            return outcome instanceof MxOutcome.Accepted accepted
                    ? Optional.of(
                            accepted.refusing().stream().map(SendingStack::name).toList())
                    : Optional.empty();
        }
    }

    private Judged judged(World world, NetworkObserver observer, String id, OddServer odd) throws IOException {
        var files = Files.createDirectory(directory.resolve(id));
        var options = new ArrayList<>(odd.write(files));
        options.addAll(OddServers.second(id, odd, files));
        try (var openssl = OpenSslServer.start(files, options);
                var small = SmallHelloRelay.before(openssl.address())) {
            var domain = world.domain(id + ".test");
            domain.mx(10, odd.host).policy(Domain.enforce(odd.host)).record("v=STSv1; id=1;");
            world.mail(odd.host).handshake(id.equals("t12") ? new Tls.Elsewhere(small.address()) : openssl.asTls());
            var view = observer.observe(id + ".test", Look.ALL);
            var verdict = Judgement.of(new Evidence(view, Expectation.NONE, Instant.now()))
                    .verdict(Aspect.MX_TLS)
                    .orElseThrow();
            return new Judged(verdict, Lab.mx(view));
        }
    }

    private static boolean isRight(JsonNode row, Judged judged) {
        var verdict = judged.verdict();
        var said = verdict.findings().stream()
                .filter(finding -> finding.severity() != Severity.INFO)
                .toList();
        return switch (row.path("right").asText()) {
            case "good" -> verdict.status() == Verdict.Status.TRUE && said.isEmpty();
            case "bad" ->
                verdict.status() == Verdict.Status.FALSE
                        && said.stream()
                                .anyMatch(finding -> texts(row.path("reasons"))
                                        .contains(finding.reason().name()));
            case "some" ->
                verdict.status() != Verdict.Status.UNKNOWN
                        && said.stream().anyMatch(OddServersTest::saysWho)
                        && judged.refusedBy()
                                .filter(refused -> !refused.equals(texts(row.path("refusedBy"))))
                                .isEmpty();
            default -> throw new IllegalArgumentException(row.toString());
        };
    }

    private static boolean saysWho(Finding finding) {
        return NAMES_A_STACK.matcher(finding.line()).find();
    }

    private static List<String> texts(JsonNode list) {
        var texts = new ArrayList<String>();
        list.forEach(one -> texts.add(one.asText()));
        return texts;
    }

    private static String id(JsonNode row) {
        return row.path("id").asText();
    }

    static List<JsonNode> rows() throws IOException {
        try (var lines = OddServersTest.class.getResourceAsStream("odd-servers.jsonl")) {
            var rows = new ArrayList<JsonNode>();
            JSON.readerFor(JsonNode.class)
                    .<JsonNode>readValues(Objects.requireNonNull(lines, "odd-servers.jsonl"))
                    .forEachRemaining(rows::add);
            return rows;
        }
    }
}
