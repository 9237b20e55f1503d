package io.mtasts.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.lab.World;
import io.mtasts.lab.fault.Fault;
import io.mtasts.lab.fault.Oddity;
import io.mtasts.lab.fault.VantageFault;
import io.mtasts.lab.net.Loopback;
import io.mtasts.observe.Lab;
import io.mtasts.observe.Look;
import io.mtasts.observe.NetworkObserver;
import io.mtasts.observe.PublicView;
import io.mtasts.observe.dns.Dnssec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every faulty domain of the lab, seen over the network and judged: the right reason, and no other beside it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultsTest {
    private static final int LOOKS_AT_ONCE = 4;
    private static final Set<Fault> CUT_OFF = Set.of(VantageFault.PORT_25_CLOSED, VantageFault.PORT_443_CLOSED);

    private final Map<String, Future<PublicView>> views = new HashMap<>();
    private World world;
    private NetworkObserver observer;
    private NetworkObserver cutOff;
    private ExecutorService looks;

    /** Some faults are only seen when time is up, so the domains are looked at side by side. */
    @BeforeAll
    void look() {
        world = World.start();
        observer = Lab.observer(world);
        cutOff = Lab.cutOff(world);
        looks = Executors.newFixedThreadPool(LOOKS_AT_ONCE);
        for (var fault : Fault.all()) {
            fault.in(world);
            var from = CUT_OFF.contains(fault) ? cutOff : observer;
            views.put(fault.domain(), looks.submit(() -> from.observe(fault.domain(), Look.ALL)));
        }
        for (var oddity : Oddity.values()) {
            oddity.in(world);
            views.put(oddity.domain(), looks.submit(() -> observer.observe(oddity.domain(), Look.ALL)));
        }
    }

    @AfterAll
    void stop() {
        looks.shutdownNow();
        observer.close();
        cutOff.close();
        world.close();
    }

    @ParameterizedTest
    @MethodSource("faults")
    void isFound(Fault fault) throws Exception {
        var view = view(fault.domain());
        var findings = findings(view, Circumstances.expectation(fault, view));
        var expected = Expected.all().get(fault.name());
        assertThat(findings)
                .filteredOn(finding -> finding.reason().name().equals(fault.reason()))
                .as("%s among %s", expected, findings)
                .anySatisfy(finding -> {
                    assertThat(finding.severity()).isEqualTo(expected.severity());
                    assertThat(finding.message()).contains(expected.words());
                });
        assertThat(serious(findings))
                .as("nothing serious beside it, but for what follows from having no policy")
                .isSubsetOf(consequences(fault));
    }

    private static List<String> consequences(Fault fault) {
        return fault.reason().equals("PolicyUnavailable")
                ? List.of(fault.reason(), "PolicyHostUnreachable") // how this fault comes about
                : List.of(fault.reason(), "PolicyUnavailable");
    }

    static List<Fault> faults() {
        return Fault.all();
    }

    @ParameterizedTest
    @EnumSource(Oddity.class)
    void whatIsOnlyUnusualIsNoFault(Oddity oddity) throws Exception {
        var expected = switch (oddity) {
            case LAME_NAME_SERVER -> List.of("INFO DNSUnavailable");
            case ONE_HOST_ADDRESS_DOWN -> List.of("WARNING PolicyHostUnreachable", "WARNING SendersDisagree");
            case ONE_MX_ADDRESS_DOWN -> List.of("WARNING MXUnreachable");
            case FIRST_MX_DOWN -> List.of("WARNING MXUnreachable");
            case FIRST_MX_GONE -> List.of("WARNING MXUnresolvable");
            case HOST_SILENT_BY_IPV6 -> hostSilentByIpv6();
            case OTHER_TEXTS_BESIDE, POLICY_WITH_CHARSET -> List.of("WARNING SendersDisagree");
            case IPV6_LOOKUPS_FAIL -> List.of("WARNING DNSUnavailable", "WARNING DNSUnavailable");
            case MX_SILENT_BY_IPV6 -> List.of(silentByIpv6() + " MXUnreachable");
            default -> List.<String>of();
        };
        assertThat(findings(view(oddity.domain()), Expectation.NONE))
                .extracting(
                        finding -> finding.severity() + " " + finding.reason().name())
                .isEqualTo(expected);
    }

    @Test
    void everyFaultIsExpected() throws IOException {
        assertThat(Expected.all().keySet())
                .containsExactlyInAnyOrderElementsOf(
                        Fault.all().stream().map(Fault::name).toList());
    }

    private static List<String> hostSilentByIpv6() {
        return Loopback.hasIpv6()
                ? List.of("WARNING PolicyHostUnreachable", "WARNING SendersDisagree")
                : List.of("INFO PolicyHostUnreachable");
    }

    /** A machine without IPv6 cannot tell whose fault it is. */
    private static Severity silentByIpv6() {
        return Loopback.hasIpv6() ? Severity.WARNING : Severity.INFO;
    }

    @Test
    void everyReasonHasAFault() {
        var byFaults = Fault.all().stream().map(Fault::reason).collect(Collectors.toSet());

        assertThat(byFaults)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(ObservedReason.values())
                        .filter(reason -> reason != ObservedReason.AllGood) // where nothing is wrong
                        .filter(reason -> !reason.name().startsWith("Report")) // of lint: TlsReportParserTest
                        .filter(reason -> reason != ObservedReason.TLSAMalformed) // of lint: TlsaParserTest
                        .filter(reason -> reason != ObservedReason.TLSANotValidated) // of a resolver over a network
                        .filter(reason -> !reason.name().endsWith("RootDeparted")) // nobody here has such a root's key
                        .map(ObservedReason::name)
                        .toList());
    }

    @Test
    void whatTheResolverHasValidatedIsSaid() throws Exception {
        assertThat(view(Oddity.SIGNED.domain()).dnssec()).isEqualTo(new Dnssec(true, true, true, true));
        assertThat(view(Oddity.NOTHING_ODD.domain()).dnssec()).isEqualTo(Dnssec.UNKNOWN);
    }

    private PublicView view(String domain) throws ExecutionException, InterruptedException {
        return Objects.requireNonNull(views.get(domain), domain).get();
    }

    private static List<Finding> findings(PublicView view, Expectation expectation) {
        return AllChecks.findings(new Evidence(view, expectation, Instant.now()));
    }

    private static Set<String> serious(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.severity() == Severity.ERROR || finding.severity() == Severity.UNKNOWN)
                .map(finding -> finding.reason().name())
                .collect(Collectors.toSet());
    }

    /** A line of {@code faults.txt}: "NAME: SEVERITY words of the message". */
    private record Expected(Severity severity, String words) {
        static Map<String, Expected> all() throws IOException {
            try (var lines = FaultsTest.class.getResourceAsStream("faults.txt")) {
                var text =
                        new String(Objects.requireNonNull(lines, "faults.txt").readAllBytes(), StandardCharsets.UTF_8);
                return text.lines()
                        .filter(line -> !line.startsWith("#"))
                        .map(line -> line.split(": ", 2))
                        .collect(Collectors.toMap(
                                parts -> parts[0], parts -> of(parts[1]), (one, _) -> one, TreeMap::new));
            }
        }

        private static Expected of(String line) {
            int blank = line.indexOf(' ');
            return new Expected(Severity.valueOf(line.substring(0, blank)), line.substring(blank + 1));
        }
    }
}
