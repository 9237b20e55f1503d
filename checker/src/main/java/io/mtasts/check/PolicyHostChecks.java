package io.mtasts.check;

import static io.mtasts.check.Aspect.POLICY;

import io.mtasts.check.AtAddresses.Fault;
import io.mtasts.observe.PolicyHostView;
import io.mtasts.observe.dns.Answer;
import io.mtasts.observe.https.PolicyOutcome;
import io.mtasts.observe.https.PolicyOutcome.Answered;
import io.mtasts.observe.https.PolicyOutcome.CertificateRejected;
import io.mtasts.observe.https.PolicyOutcome.NotContacted;
import io.mtasts.observe.https.PolicyOutcome.TLSFailed;
import io.mtasts.observe.https.PolicyOutcome.Unreachable;
import io.mtasts.observe.net.NoContact;
import io.mtasts.observe.net.Vantage.Reach;
import io.mtasts.observe.tls.CertificateProblem;
import io.mtasts.policy.Disagreement;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Can the policy host be found, reached, and trusted (RFC 8461 section 3.3)? */
final class PolicyHostChecks {
    private PolicyHostChecks() {}

    static Stream<Finding> resolves(Evidence evidence) {
        var host = evidence.view().policyHost();
        return switch (host.addresses()) {
            case Answer.Found<InetAddress> found -> Unresolved.partly(POLICY, host.host(), found);
            case Answer.Unavailable<?> unavailable ->
                Unresolved.finding(POLICY, host.host(), "addresses", unavailable).stream();
            case Answer.NoSuchName<?> answer -> unresolvable(host, "does not exist", answer);
            case Answer.NoData<?> answer -> unresolvable(host, "has no address", answer);
            case Answer.AliasLoop<?> answer -> unresolvable(host, "is in a CNAME loop", answer);
        };
    }

    private static Stream<Finding> unresolvable(PolicyHostView host, String how, Answer<?> answer) {
        var through = answer.aliases().isEmpty() ? "" : " (through %s)".formatted(Listed.few(answer.aliases()));
        return Stream.of(new Finding(
                POLICY,
                ObservedReason.PolicyHostUnresolvable,
                host.host(),
                "%s %s%s: senders cannot fetch the policy.".formatted(host.host(), how, through),
                "Point it to the web server that has the policy."));
    }

    static Stream<Finding> mayBeContacted(Evidence evidence) {
        return each(
                evidence,
                outcome ->
                        outcome instanceof NotContacted(var why) ? Optional.of(notContacted(why)) : Optional.empty());
    }

    static Fault notContacted(String why) {
        return new Fault(
                ObservedReason.PrivateAddress,
                "was not contacted" + Detail.aside(why),
                "If that address is intended, allow its network; otherwise correct the address in DNS.");
    }

    static Stream<Finding> wasTried(Evidence evidence) {
        var host = evidence.view().policyHost();
        if (host.addresses() instanceof Answer.Found && host.attempts().isEmpty()) {
            return said(
                    ObservedReason.Port443Unreachable,
                    host,
                    host.host() + " was not probed at any address: nothing is known about what it serves.",
                    "It is probed again next time.");
        }
        return each(
                evidence,
                outcome -> outcome instanceof Unreachable(var kind, var detail)
                        ? Silence.notTried(kind, detail, ObservedReason.Port443Unreachable)
                        : Optional.empty());
    }

    /** A connection that was led elsewhere stands for all addresses of the host. */
    static Stream<Finding> allWereAsked(Evidence evidence) {
        var host = evidence.view().policyHost();
        int asked = host.attempts().size();
        int all = host.addresses().records().size();
        boolean elsewhere =
                host.attempts().stream().anyMatch(attempt -> attempt.via().isPresent());
        return asked == 0 || asked >= all || elsewhere
                ? Stream.empty()
                : said(
                        ObservedReason.TooManyAddresses,
                        host,
                        "%s has %d addresses, of which %d were probed.".formatted(host.host(), all, asked),
                        "");
    }

    static Stream<Finding> answers(Evidence evidence) {
        var host = evidence.view().policyHost();
        var silent = SilentAddresses.of(
                host.host(),
                host.attempts(),
                outcome -> outcome instanceof Unreachable(var kind, var detail)
                        ? Silence.of(kind, detail)
                        : Optional.empty());
        if (!silent.everywhere()) {
            return silent.findings(
                    POLICY, ObservedReason.PolicyHostUnreachable, "Fix the web server there, or remove the address.");
        }
        var place = AtAddresses.place(host.host(), silent.silent());
        var https = evidence.view().vantage().https();
        if (https == Reach.CLOSED) {
            return said(
                    ObservedReason.Port443Unreachable,
                    host,
                    place + " could not be reached, and from here nothing else can be reached on port 443 either.",
                    "Open outgoing port 443, or probe through a proxy.");
        }
        if (https == Reach.PERHAPS_CLOSED
                && !evidence.expectation().reachedBefore().contains(host.host())) {
            return said(
                    ObservedReason.Port443Unreachable,
                    host,
                    place
                            + " could not be reached, and nothing on port 443 has ever answered from here: either it"
                            + " is down, or outgoing port 443 is blocked here.",
                    "Fix the web server there, open outgoing port 443, or probe through a proxy.");
        }
        if (silent.forWantOfIpv6()) {
            return said(
                    ObservedReason.Port443Unreachable,
                    host,
                    place + " could not be reached: it has only IPv6 addresses, and there is no IPv6 from here.",
                    "Probe from a network that has IPv6, or through a proxy.");
        }
        if (silent.allAmong(evidence.expectation().ownAddresses())) {
            return said(
                    ObservedReason.NoHairpin,
                    host,
                    place
                            + " could not be reached: it is this cluster's own address, which may not answer from"
                            + " inside.",
                    "Probe through a proxy outside the cluster, or configure the load balancer to answer from inside.");
        }
        return silent.findings(
                POLICY,
                ObservedReason.PolicyHostUnreachable,
                "Senders cannot fetch the policy. Check the web server and the network path to it.");
    }

    static Stream<Finding> sendersGoOn(Evidence evidence) {
        var host = evidence.view().policyHost();
        var silent = host.attempts().stream()
                .filter(attempt -> attempt.outcome() instanceof Unreachable(var kind, var detail)
                        && Silence.of(kind, detail).isPresent()
                        && !(kind == NoContact.NO_ROUTE && attempt.address() instanceof Inet6Address))
                .toList();
        boolean another = host.attempts().stream().anyMatch(attempt -> attempt.outcome() instanceof Answered);
        return silent.isEmpty() || !another
                ? Stream.empty()
                : said(
                        ObservedReason.SendersDisagree,
                        host,
                        "%s: %s."
                                .formatted(
                                        AtAddresses.place(host.host(), silent),
                                        Disagreement.FIRST_ADDRESS_DEAD.message()),
                        "Fix the web server there, or remove the address.");
    }

    private static Stream<Finding> said(ObservedReason reason, PolicyHostView host, String message, String remedy) {
        return Stream.of(new Finding(POLICY, reason, host.host(), message, remedy));
    }

    static Stream<Finding> speaksTls(Evidence evidence) {
        return each(
                evidence,
                outcome -> outcome instanceof TLSFailed(var detail)
                        ? Optional.of(new Fault(
                                ObservedReason.PolicyHostTLSFailed,
                                "completes no handshake with TLS 1.2 or newer" + Detail.aside(detail),
                                "Enable TLS 1.2 and 1.3 there."))
                        : Optional.empty());
    }

    static Stream<Finding> isTrusted(Evidence evidence) {
        var host = evidence.view().policyHost().host();
        return each(
                evidence,
                outcome -> outcome instanceof CertificateRejected(var problem, var detail, var certificate)
                        ? Optional.of(new Fault(
                                reason(problem),
                                CertificateText.problem(problem, detail, certificate, host, evidence.now()),
                                CertificateText.remedy(problem, host)))
                        : Optional.empty());
    }

    private static ObservedReason reason(CertificateProblem problem) {
        return switch (problem) {
            case UNTRUSTED -> ObservedReason.PolicyHostUntrusted;
            case NAME_MISMATCH -> ObservedReason.PolicyHostNameMismatch;
            case EXPIRED, NOT_YET_VALID -> ObservedReason.PolicyHostExpired;
        };
    }

    static Stream<Finding> renewsInTime(Evidence evidence) {
        return each(
                evidence,
                outcome -> outcome instanceof Answered answered
                                && CertificateEnd.of(answered.certificate()).soon(evidence.now())
                        ? Optional.of(new Fault(
                                ObservedReason.CertificateExpiring,
                                CertificateText.expiring(answered.certificate()),
                                CertificateText.remedy(CertificateProblem.EXPIRED, "")))
                        : Optional.empty());
    }

    private static Stream<Finding> each(Evidence evidence, Function<PolicyOutcome, Optional<Fault>> faultOf) {
        var host = evidence.view().policyHost();
        return AtAddresses.findings(POLICY, host.host(), host.attempts(), faultOf);
    }
}
