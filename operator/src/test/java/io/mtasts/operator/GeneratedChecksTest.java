package io.mtasts.operator;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.check.ObservedReason;
import io.mtasts.lab.fault.Fault;
import io.mtasts.observe.tls.Peculiarity;
import io.mtasts.observe.tls.SendingStack;
import io.mtasts.policy.Disagreement;
import io.mtasts.policy.Sender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/checks.md has for each reason the domains of the lab that are given it, and the tests that hold what is said then. */
class GeneratedChecksTest {
    private static final Path TABLES = Path.of("../checker/src/test/java/io/mtasts/check");
    private static final Path EXPECTED = Path.of("../checker/src/test/resources/io/mtasts/check/faults.txt");

    @Test
    void documentation() throws IOException {
        new GeneratedFile("docs/checks.md")
                .holds("""
                    # Checks

                    Each reason that the look from outside can give, a domain of the lab where it is given, and the tests. `FaultsTest` looks at
                    every one of these domains over the network (DNS, HTTPS, SMTP on loopback) and holds reason, severity and message; the other
                    tests are tables of what is said of a view. [reasons.md](reasons.md) says what each means.

                    %s
                    ## Where senders disagree

                    What senders in use do with a record or a policy, whatever the RFC says. `check`, `lint` and the conditions warn of it with
                    `SendersDisagree`, beside the RFC's verdict.

                    %s
                    Tried: %s.

                    ## Where senders disagree about TLS

                    What the TLS libraries of senders make of a mail server, whatever Java's makes of it. `check` and the conditions warn of it with
                    `SomeSendersRefuse`, and `check --output json` has it as `refusedBy`. Where all refuse, it is an error. Of a mail server with an
                    RSA and an ECDSA certificate both are looked at, and judged by who is shown which (`otherCertificate`): a second look, once for each
                    host and certificate, and where there is no other certificate once a day.

                    %s
                    Tried: %s.

                    ## What is said of each domain

                    The words without what differs from run to run, as `FaultsTest` expects them.

                    %s\
                    """.formatted(reasons(), disagreements(), senders(), peculiarities(), stacks(), domains()));
    }

    private static String reasons() throws IOException {
        var tables = tables();
        return Arrays.stream(ObservedReason.values())
                .filter(reason -> reason != ObservedReason.AllGood) // where nothing is wrong
                .filter(reason -> !reason.name().startsWith("Report")) // of lint: TlsReportParserTest
                .filter(reason -> reason != ObservedReason.TLSAMalformed) // of lint: TlsaParserTest
                .filter(reason ->
                        reason != ObservedReason.TLSANotValidated) // of a resolver over a network: DaneChecksTest
                .map(reason -> row(
                        "`" + reason.name() + "`",
                        reason.severity().name().toLowerCase(Locale.ROOT),
                        reason.clause(),
                        listed(domains(reason)),
                        listed(tests(reason, tables))))
                .collect(joining("", """
                    | reason | is | rule | domain of the lab | tests |
                    |---|---|---|---|---|
                    """, ""));
    }

    private static String disagreements() {
        return Arrays.stream(Disagreement.values())
                .map(disagreement -> row(disagreement.what(), disagreement.words()))
                .collect(joining("", """
                    | they meet | and |
                    |---|---|
                    """, ""));
    }

    private static String senders() {
        return Arrays.stream(Sender.values())
                .map(sender -> "%s (%s)".formatted(sender.text(), sender.version()))
                .collect(joining(", "));
    }

    private static String peculiarities() {
        return Arrays.stream(Peculiarity.values())
                .map(met -> row(
                        met.words(),
                        met == Peculiarity.NOTHING_IN_COMMON
                                ? "those that have none of them: the server is asked"
                                : SendingStack.refusing(Set.of(met)).stream()
                                        .map(SendingStack::name)
                                        .collect(joining(", "))))
                .collect(joining("", """
                    | a server that | is refused by |
                    |---|---|
                    """, ""));
    }

    private static String stacks() {
        return SendingStack.all().stream()
                .map(stack -> "%s (%s; of %s)".formatted(stack.name(), stack.version(), stack.senders()))
                .collect(joining(", "));
    }

    /** The lab would need the key of a root that was Mozilla's. */
    private static final Set<ObservedReason> HAVE_KEYS_OF_OTHERS =
            Set.of(ObservedReason.PolicyHostRootDeparted, ObservedReason.MXRootDeparted);

    private static List<String> domains(ObservedReason reason) {
        var domains = Fault.all().stream()
                .filter(fault -> fault.reason().equals(reason.name()))
                .map(Fault::domain)
                .toList();
        assertThat(domains.isEmpty())
                .as("no domain of the lab for %s", reason)
                .isEqualTo(HAVE_KEYS_OF_OTHERS.contains(reason));
        return domains;
    }

    private static List<String> tests(ObservedReason reason, Map<String, String> tables) {
        var tests = new ArrayList<>(List.of("FaultsTest"));
        tables.forEach((name, text) -> {
            if (text.contains(" " + reason.name() + ": ")) {
                tests.add(name);
            }
        });
        assertThat(tests).as("tests of %s", reason).hasSizeGreaterThan(1);
        return tests;
    }

    private static Map<String, String> tables() throws IOException {
        var texts = new TreeMap<String, String>();
        try (var files = Files.newDirectoryStream(TABLES, "*ChecksTest.java")) {
            for (var file : files) {
                texts.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
            }
        }
        return texts;
    }

    private static String domains() throws IOException {
        var expected = Files.readAllLines(EXPECTED).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split(": ", 2))
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1].split(" ", 2)));
        return Fault.all().stream()
                .map(fault -> row(
                        "`" + fault.domain() + "`",
                        "`" + fault.reason() + "`",
                        expected.get(fault.name())[0].toLowerCase(Locale.ROOT),
                        code(expected.get(fault.name())[1])))
                .collect(joining("", """
                    | domain | reason | is | says |
                    |---|---|---|---|
                    """, ""));
    }

    private static String listed(List<String> some) {
        return some.stream().map(GeneratedChecksTest::code).collect(joining(", "));
    }

    private static String code(String text) {
        return "`" + text + "`";
    }

    private static String row(String... cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }
}
