package io.mtasts.check;

import static io.mtasts.check.Aspect.MX_TLS;
import static io.mtasts.observe.MailServersView.MOST_PROBED;

import io.mtasts.check.Expectation.MailServers;
import io.mtasts.observe.MxHostView;
import io.mtasts.observe.dns.Answer;
import io.mtasts.observe.net.Vantage.Reach;
import io.mtasts.observe.smtp.MxOutcome;
import io.mtasts.observe.smtp.MxOutcome.NoConversation;
import io.mtasts.policy.MxPatterns;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Can the mail servers be found and talked to, so that their TLS can be judged at all? */
final class MxContactChecks {
    private MxContactChecks() {}

    /** The one thing to say where mail servers are not connected to. */
    static Stream<Finding> probing(Evidence evidence) {
        var domain = evidence.view().domain();
        return switch (evidence.expectation().mailServers()) {
            case JUDGED -> Stream.empty();
            case LEFT_TO_USER ->
                Stream.of(new Finding(
                        MX_TLS,
                        ObservedReason.Disabled,
                        domain,
                        "The TLS of the mail servers of %s is not checked, as requested.".formatted(domain),
                        ""));
            case NOT_CONNECTED ->
                Stream.of(new Finding(
                        MX_TLS,
                        ObservedReason.SMTPNotChecked,
                        domain,
                        "The TLS of the mail servers of %s is not known: because of --no-smtp (settings.noSmtp), none is contacted."
                                .formatted(domain),
                        "Remove that setting or, if the certificates of the domain are monitored elsewhere,"
                                + " set spec.checks.mxTLS: Disabled."));
        };
    }

    private static boolean judges(Evidence evidence) {
        return evidence.expectation().mailServers() == MailServers.JUDGED;
    }

    static Stream<Finding> lookedUp(Evidence evidence) {
        var servers = evidence.view().mailServers();
        return judges(evidence) && servers.hosts().isEmpty()
                ? CoverageChecks.lookedUp(evidence)
                        .map(finding -> new Finding(
                                MX_TLS, finding.reason(), finding.subject(), finding.message(), finding.remedy()))
                : Stream.empty();
    }

    static Stream<Finding> resolves(Evidence evidence) {
        boolean implicit = evidence.view().mailServers().implicit();
        boolean others = !allAreDead(evidence);
        return judged(evidence, host -> switch (host.addresses()) {
            case Answer.Found<InetAddress> found -> Unresolved.partly(MX_TLS, host.host(), found);
            case Answer.Unavailable<?> unavailable ->
                Unresolved.finding(MX_TLS, host.host(), "addresses", unavailable).stream();
            case Answer.NoSuchName<?> _ -> unresolvable(host, implicit, others, "does not exist");
            case Answer.NoData<?> _ -> unresolvable(host, implicit, others, "has no address");
            case Answer.AliasLoop<?> _ -> unresolvable(host, implicit, others, "is in a CNAME loop");
        });
    }

    /**
     * @param implicit the host is the domain itself, for want of an MX record
     * @param others whether senders can go on to another host
     */
    private static Stream<Finding> unresolvable(MxHostView host, boolean implicit, boolean others, String how) {
        if (MxPatterns.isAddress(host.host())) {
            return Stream.of(new Finding(
                    MX_TLS,
                    ObservedReason.MXUnresolvable,
                    host.host(),
                    "%s (preference %d) is an IP address, and an MX record must name a host: no mail can be delivered there."
                            .formatted(host.host(), host.preference()),
                    "Publish a host name in the MX record, and the address at that name."));
        }
        return Stream.of(new Finding(
                MX_TLS,
                others ? Severity.WARNING : Severity.ERROR,
                ObservedReason.MXUnresolvable,
                host.host(),
                "%s%s %s: no mail can be delivered there%s."
                        .formatted(
                                host.host(),
                                implicit ? "" : " (preference %d)".formatted(host.preference()),
                                how,
                                others ? "; senders go on to the other mail servers" : ""),
                implicit
                        ? "Give it an address, or publish the correct MX records."
                        : "Give it an address, or remove the MX record."));
    }

    static Stream<Finding> answers(Evidence evidence) {
        boolean others = !allAreDead(evidence);
        return judged(
                evidence,
                host -> isBeyondReach(host, evidence)
                        ? Stream.empty()
                        : dead(host)
                                .besideOtherHosts(others)
                                .findings(
                                        MX_TLS,
                                        ObservedReason.MXUnreachable,
                                        others && dead(host).everywhere()
                                                ? "Check the mail server and the network path to it, unless this is"
                                                        + " intended (nolisting)."
                                                : "Check the mail server and the network path to it, or remove it from"
                                                        + " DNS."));
    }

    /** Is there no mail server that a sender could go on to, as far as that is known? */
    private static boolean allAreDead(Evidence evidence) {
        return evidence.view().mailServers().hosts().stream().allMatch(host -> isDead(host, evidence));
    }

    private static boolean isDead(MxHostView host, Evidence evidence) {
        return switch (host.addresses()) {
            case Answer.NoSuchName<?> _, Answer.NoData<?> _, Answer.AliasLoop<?> _ -> true;
            case Answer.Unavailable<?> _ -> false;
            case Answer.Found<?> _ -> dead(host).everywhere() && !isBeyondReach(host, evidence);
        };
    }

    private static boolean isBeyondReach(MxHostView host, Evidence evidence) {
        return portIsClosed(host, evidence) || silent(host).onlyForWantOfIpv6();
    }

    /** Said once for all of them: that it is we who cannot get out is one fact. */
    static Stream<Finding> portIsOpen(Evidence evidence) {
        boolean perhaps = evidence.view().vantage().smtp() == Reach.PERHAPS_CLOSED;
        return Stream.concat(
                beyondReach(
                        evidence,
                        host -> portIsClosed(host, evidence),
                        perhaps
                                ? "nothing answers on port 25, and no mail server has ever answered from here: either"
                                        + " it is down, or outgoing port 25 is blocked here"
                                : "outgoing port 25 seems to be blocked here",
                        perhaps
                                ? "Name a mail server that is known to answer (--smtp-control), which tells the two"
                                        + " apart; or open outgoing port 25, probe through a proxy, or turn off the"
                                        + " check of mail servers."
                                : "Open outgoing port 25, probe through a proxy, or turn off the check of mail"
                                        + " servers."),
                beyondReach(
                        evidence,
                        host -> !portIsClosed(host, evidence) && silent(host).onlyForWantOfIpv6(),
                        "it has only IPv6 addresses, and there is no IPv6 from here",
                        "Probe from a network that has IPv6, or through a proxy."));
    }

    private static Stream<Finding> beyondReach(
            Evidence evidence, Predicate<MxHostView> which, String why, String remedy) {
        var hosts = judgedHosts(evidence).stream()
                .filter(which)
                .map(MxHostView::host)
                .toList();
        return hosts.isEmpty()
                ? Stream.empty()
                : softened(
                        evidence,
                        Stream.of(new Finding(
                                MX_TLS,
                                ObservedReason.Port25Unreachable,
                                hosts.getFirst(),
                                "%s could not be reached: %s.".formatted(Listed.few(hosts), why),
                                remedy)));
    }

    /**
     * A closed port explains why no connection comes about. Where a control host has shown it, it explains all else too, as what
     * closes a port may take the connection itself; elsewhere a host that was connected to has been reached,
     * and one that has answered at some time is down where nothing but its silence speaks for a closed port.
     */
    static boolean portIsClosed(MxHostView host, Evidence evidence) {
        var vantage = evidence.view().vantage();
        var silent = silent(host);
        boolean closed = switch (vantage.smtp()) {
            case CLOSED -> true;
            case PERHAPS_CLOSED -> !evidence.expectation().reachedBefore().contains(host.host());
            case OPEN, NOT_KNOWN -> false;
        };
        return closed && silent.everywhere() && (vantage.smtpByControl() || silent.neverConnected());
    }

    private static SilentAddresses<MxOutcome> silent(MxHostView host) {
        return silent(host, _ -> true);
    }

    private static SilentAddresses<MxOutcome> dead(MxHostView host) {
        return silent(host, Silence::dead);
    }

    private static SilentAddresses<MxOutcome> silent(MxHostView host, Predicate<Silence> which) {
        return SilentAddresses.of(
                host.host(),
                host.attempts(),
                outcome -> outcome instanceof NoConversation(var kind, var detail)
                        ? Silence.of(kind, detail).filter(which)
                        : Optional.empty());
    }

    static Stream<Finding> allWereProbed(Evidence evidence) {
        var beyond = judges(evidence)
                ? evidence.view().mailServers().hosts().stream().skip(MOST_PROBED)
                : Stream.<MxHostView>empty();
        var left = Stream.concat(judgedHosts(evidence).stream().filter(MxContactChecks::someAddressWasLeft), beyond)
                .map(MxHostView::host)
                .toList();
        return left.isEmpty()
                ? Stream.empty()
                : softened(
                        evidence,
                        Stream.of(new Finding(
                                MX_TLS,
                                ObservedReason.TooManyMX,
                                evidence.view().domain(),
                                "%s has more mail servers, or more addresses of mail servers, than are probed: not all of %s were."
                                        .formatted(evidence.view().domain(), Listed.few(left)),
                                "All names are still compared with the policy.")));
    }

    /** A connection that was led elsewhere stands for all addresses of the host. */
    private static boolean someAddressWasLeft(MxHostView host) {
        return host.attempts().size() < host.addresses().records().size()
                && host.attempts().stream().allMatch(attempt -> attempt.via().isEmpty());
    }

    /** What the check finds at each host that is to be judged, as severe as the policy makes it. */
    static Stream<Finding> judged(Evidence evidence, Function<MxHostView, Stream<Finding>> check) {
        return softened(evidence, judgedHosts(evidence).stream().flatMap(check));
    }

    private static List<MxHostView> judgedHosts(Evidence evidence) {
        return judges(evidence)
                ? evidence.view().mailServers().hosts().stream()
                        .limit(MOST_PROBED)
                        .toList()
                : List.of();
    }

    /** A policy of mode none refuses nothing, so whatever is wrong with mail servers is only worth knowing. */
    private static Stream<Finding> softened(Evidence evidence, Stream<Finding> findings) {
        return CoverageChecks.asksNothing(evidence) ? findings.map(MxContactChecks::asInfo) : findings;
    }

    private static Finding asInfo(Finding finding) {
        return new Finding(
                finding.aspect(),
                Severity.INFO,
                finding.reason(),
                finding.subject(),
                finding.message(),
                finding.remedy());
    }
}
