package io.mtasts.operator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mtasts.lab.Domain;
import io.mtasts.lab.World;
import io.mtasts.lab.dns.Trouble;
import io.mtasts.lab.net.Loopback;
import io.mtasts.lab.net.SocksProxy;
import io.mtasts.lab.smtp.Reply;
import io.mtasts.lab.tls.Tls;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
    @TempDir
    private static Path directory;

    private static World world;
    private static List<String> flags;

    @BeforeAll
    static void build() {
        world = World.start();
        world.domain("good.test").complete();
        world.domain("uncovered.test").complete().mx(20, "mx2.uncovered.test");
        world.domain("unpublished.test").policy(Domain.enforce("mx1.unpublished.test"));
        var ca = world.authority().writeRoot(directory.resolve("ca.pem"));
        flags = List.of(
                "--resolver",
                        world.resolver().getAddress().getHostAddress() + ":"
                                + world.resolver().getPort(),
                "--dns-port", "" + world.dnsPort(),
                "--https-port", "" + world.httpsPort(),
                "--smtp-port", "" + world.smtpPort(),
                "--ca", ca.toString(),
                "--timeout", "5");
    }

    @AfterAll
    static void end() {
        world.close();
    }

    @Test
    void aGoodDomain() {
        var ended = check("Good.test.", "--allow-network", World.ALLOWED_NETWORK);

        assertThat(ended.out())
                .startsWith("good.test ")
                .contains("mx1.good.test")
                .doesNotContain("ERROR");
        assertThat(ended.exit()).as(ended.out()).isZero();
        assertThat(ended.err()).isEmpty();
    }

    @Test
    void aDomainWithAnUncoveredMailServer() {
        var ended = check("uncovered.test", "--allow-network", World.ALLOWED_NETWORK);

        assertThat(ended.out()).contains("ERROR").contains("mx2.uncovered.test").contains("MXNotCovered, RFC 8461 4.1");
        assertThat(ended.exit()).isEqualTo(1);
    }

    @Test
    void severalDomainsAreCountedAtTheEnd() {
        var ended = check("good.test", "uncovered.test", "--allow-private-networks");

        assertThat(ended.out()).endsWith("\n\n2 domains: 1 with errors (uncovered.test), 1 all good.\n");
    }

    @Test
    void addressesThatAreNotPublicAreUnknown() {
        var ended = check("good.test");

        assertThat(ended.out()).contains("PrivateAddress");
        assertThat(ended.exit()).isEqualTo(3);
    }

    @Test
    void throughProxiesAndWithAResolverOverTls() {
        try (var proxy = SocksProxy.start(Loopback.of("127.0.8.1"), "me:secret");
                var secure = world.dns()
                        .resolver()
                        .overTls(Tls.present(world.authority().issue("dns.lab.test")))) {
            var url = "socks5://me:secret@127.0.8.1:" + proxy.address().getPort();
            var ended = new Shell()
                    .run(Stream.concat(
                                    Stream.of("check", "good.test", "--allow-network", World.ALLOWED_NETWORK),
                                    Stream.concat(
                                            flags.stream().skip(2), // another resolver
                                            Stream.of(
                                                    "--resolver",
                                                    "tls://127.0.0.53:" + secure.port() + "#dns.lab.test",
                                                    "--smtp-proxy",
                                                    url,
                                                    "--policy-proxy",
                                                    url)))
                            .toArray(String[]::new));

            assertThat(ended.exit()).as(ended.out()).isZero();
            assertThat(proxy.targets())
                    .extracting(InetSocketAddress::getPort)
                    .containsOnly(world.httpsPort(), world.smtpPort());
        }
    }

    @Test
    void withoutSmtp() throws IOException {
        var judged = json(check("good.test", "--no-smtp", "--allow-private-networks", "--output", "json"));

        assertThat(judged.getFirst().at("/conditions/MXTLSValid/reason").asText())
                .isEqualTo("SMTPNotChecked");
        assertThat(judged.getFirst().at("/conditions/MXMatchesPolicy/status").asText())
                .isEqualTo("True");
    }

    @Test
    void jsonHasAllParts() throws IOException {
        var judged = json(check("uncovered.test", "--allow-private-networks", "--output", "json"));

        assertThat(judged).hasSize(1);
        assertThat(judged.getFirst().fieldNames())
                .toIterable()
                .containsExactly(
                        "domain", "time", "trust", "record", "policy", "mx", "tlsReporting", "findings", "conditions");
        assertThat(judged.getFirst().at("/conditions/MXMatchesPolicy/reason").asText())
                .isEqualTo("MXNotCovered");
    }

    @Test
    void htmlIsOnePageOfAllDomains() {
        var ended = check("good.test", "uncovered.test", "--allow-private-networks", "--output", "html");

        assertThat(ended.out())
                .startsWith("<!DOCTYPE html>")
                .containsOnlyOnce("</html>")
                .contains("good.test")
                .contains("mx2.uncovered.test");
        assertThat(ended.exit()).isEqualTo(1);
    }

    @Test
    void aListOfDomainsIsStreamedAsJson() throws IOException {
        var names = IntStream.range(0, 40)
                .mapToObj(i -> "d%d.unpublished.test".formatted(i))
                .toList();
        var lines = new ArrayList<>(names);
        lines.add(0, "# domains of the company");
        lines.add("");
        lines.add("good.test # the one that works");
        lines.add("GOOD.test.");
        var file = Files.write(directory.resolve("domains.txt"), lines);

        var ended = check("--domains", file.toString(), "--allow-private-networks", "--output", "json");

        assertThat(json(ended).stream().map(line -> line.get("domain").asText()))
                .hasSize(41)
                .containsAll(names)
                .containsOnlyOnce("good.test");
        assertThat(ended.exit()).isEqualTo(1);
    }

    @Test
    void aListComesFromStandardInputToo() {
        var ended = new Shell().input("good.test\n").run(args("--domains", "-", "--allow-private-networks"));

        assertThat(ended.out()).startsWith("good.test ");
        assertThat(ended.exit()).isZero();
    }

    @Test
    void aBadLineIsNamed() {
        var ended = new Shell().input("good.test\nme@good.test\n").run(args("--domains", "-"));

        assertThat(ended.err())
                .startsWith(
                        "line 2 of standard input: \"me@good.test\" is an e-mail address, not a mail domain: did you"
                                + " mean good.test?\n");
        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
    }

    @Test
    void allBadLinesAreNamedAtOnce() {
        var ended = new Shell()
                .input("\uFEFFgood.test\nx\u001b[2J\n#\nhttps://x.test/\n")
                .run(args("--domains", "-"));

        assertThat(ended.err().lines())
                .hasSize(2)
                .first()
                .asString()
                .startsWith("line 2 of standard input: \"x?[2J\" is not a domain");
        assertThat(ended.err()).contains("line 4 of standard input: \"https://x.test/\" is a URL");
        assertThat(ended.exit()).isEqualTo(2);
    }

    @Test
    void whatIsNoDomainIsSaidInOneLine() {
        var ended = check("exa mple.com");

        assertThat(ended.err().lines()).singleElement().asString().startsWith("\"exa mple.com\" is not a domain: ");
        assertThat(ended.out()).isEmpty();
        assertThat(ended.exit()).isEqualTo(2);
    }

    /** Longer than what a policy may be: the first lists that were cut off there had 4000 names. */
    @Test
    void aLongListIsReadToItsEnd() {
        var input = "d.unpublished.test\n".repeat(10_000) + "not a domain\n";
        var ended = new Shell().input(input).run(args("--domains", "-"));

        assertThat(ended.err()).startsWith("line 10001 of standard input: ");
    }

    /** Name servers, policy host and mail server that take what is said to them and never answer. */
    @Test
    void aTarpitDoesNotHoldUpTheOthers() throws IOException {
        var tarpit = world.domain("tarpit.test").complete();
        tarpit.policyHost().addresses(1);
        tarpit.policyHost().handshake(new Tls.Silent());
        tarpit.mail().greet(new Reply.Silent());
        world.dns().nameServer("ns1.tarpit.test").fail(Trouble.SILENT);
        world.dns().zone("below.tarpit.test", "ns1.tarpit.test");
        var names = new StringBuilder("tarpit.test\nbelow.tarpit.test\n");
        IntStream.range(0, 60).forEach(i -> names.append("d%d.unpublished.test%n".formatted(i)));

        long start = System.nanoTime();
        var ended = new Shell()
                .input(names.toString())
                .run(args("--domains", "-", "--allow-private-networks", "--output", "json"));

        assertThat(json(ended).stream().map(line -> line.get("domain").asText()))
                .hasSize(62)
                .last()
                .asString()
                .endsWith("tarpit.test");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(40));
    }

    @Test
    void aTerminalShowsWhatIsDone() {
        var ended = new Shell().onTerminal().run(args("good.test", "--allow-private-networks"));

        assertThat(ended.err()).startsWith("\r\u001b[KChecking good.test ...").endsWith("\r\u001b[K");
        assertThat(ended.out()).contains("\u001b[");
    }

    @Test
    void aTerminalShowsHowFarItIs() {
        var ended = new Shell().onTerminal().run(args("good.test", "uncovered.test", "--allow-private-networks"));

        assertThat(ended.err()).startsWith("\r\u001b[K0 of 2 domains checked").contains("1 of 2 domains checked");
    }

    private static Shell.Ended check(String... args) {
        return new Shell().run(args(args));
    }

    private static String[] args(String... args) {
        var all = new ArrayList<String>();
        all.add("check");
        all.addAll(flags);
        all.addAll(List.of(args));
        return all.toArray(String[]::new);
    }

    private static List<JsonNode> json(Shell.Ended ended) throws IOException {
        var mapper = new ObjectMapper();
        var lines = new ArrayList<JsonNode>();
        for (var line : ended.out().lines().toList()) {
            lines.add(mapper.readTree(line));
        }
        return lines;
    }
}
