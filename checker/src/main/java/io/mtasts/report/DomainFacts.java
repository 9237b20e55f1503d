package io.mtasts.report;

import io.mtasts.check.Aspect;
import io.mtasts.check.Confirmation;
import io.mtasts.check.Evidence;
import io.mtasts.check.FetchedBody;
import io.mtasts.check.Listed;
import io.mtasts.check.SeenRecord;
import io.mtasts.check.SeenTlsReporting;
import io.mtasts.observe.dns.CaaSight;
import io.mtasts.observe.https.PolicyOutcome;
import io.mtasts.observe.https.PolicyOutcome.Answered;
import io.mtasts.observe.net.AddressText;
import io.mtasts.observe.net.Attempt;
import io.mtasts.observe.tls.CertificateView;
import io.mtasts.policy.DurationText;
import io.mtasts.policy.Excerpt;
import io.mtasts.policy.MxPattern;
import io.mtasts.policy.StsPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** What was seen, whether or not something is wrong beside it: the lines that a report marks "ok". */
record DomainFacts(Evidence evidence) {

    List<String> record() {
        var seen = SeenRecord.of(evidence.view().record());
        var facts = new ArrayList<String>();
        if (seen.variants().size() == 1 && seen.parsed().size() == 1) {
            facts.add(Confirmation.of(Aspect.RECORD, evidence));
        }
        facts.addAll(validated());
        return facts;
    }

    /** Worth knowing, and not needed for MTA-STS: nothing is said where the resolver does not vouch for anything. */
    private List<String> validated() {
        var dnssec = evidence.view().dnssec();
        var parts = new ArrayList<String>();
        if (dnssec.record()) {
            parts.add("the record");
        }
        if (dnssec.policyHost()) {
            parts.add("the addresses of the policy host");
        }
        if (dnssec.mx()) {
            parts.add("the MX records");
        }
        if (dnssec.tlsReporting()) {
            parts.add("the TLS reporting record");
        }
        return parts.isEmpty()
                ? List.of()
                : List.of("DNSSEC: the resolver has validated %s.".formatted(Listed.few(parts)));
    }

    List<String> policy() {
        var facts = new ArrayList<>(reached());
        FetchedBody.policies(evidence.view()).stream()
                .map(DomainFacts::described)
                .forEach(facts::add);
        facts.addAll(issuers());
        return facts;
    }

    /** One line for each certificate, with the addresses that present it. */
    private List<String> reached() {
        var places = new LinkedHashMap<CertificateView, List<Attempt<PolicyOutcome>>>();
        for (var attempt : evidence.view().policyHost().attempts()) {
            if (attempt.outcome() instanceof Answered answered) {
                places.computeIfAbsent(answered.certificate(), _ -> new ArrayList<>())
                        .add(attempt);
            }
        }
        return places.entrySet().stream()
                .map(entry -> "Reached at %s, certificate by %s %s%s."
                        .formatted(
                                addresses(entry.getValue()),
                                entry.getKey().issuer(),
                                validity(entry.getKey()),
                                root(entry.getKey())))
                .toList();
    }

    /** Who may issue certificates for the policy host (RFC 8659); nothing where there is no such host, or that is a finding. */
    private List<String> issuers() {
        var host = evidence.view().policyHost();
        var set = host.caa().set();
        if (host.caa().equals(CaaSight.NOT_LOOKED)
                || host.caa().unknown()
                || set.forbidsAll()
                || host.addresses().records().isEmpty()) {
            return List.of();
        }
        var who = set.allowsAll()
                ? "any authority may issue"
                : Listed.few(set.authorities().stream().map(Excerpt::of).toList()) + " may issue";
        return List.of(
                set.properties().isEmpty()
                        ? "No CAA records: %s certificates for %s.".formatted(who, host.host())
                        : "CAA at %s: %s certificates for %s."
                                .formatted(host.caa().owner(), who, host.host()));
    }

    private static String described(StsPolicy policy) {
        var mx = policy.mx().stream().map(MxPattern::text).toList();
        return "Mode %s, max_age %s%s."
                .formatted(
                        policy.mode().text(),
                        DurationText.rough(Duration.ofSeconds(policy.maxAgeSeconds())),
                        mx.isEmpty() ? "" : ", mx " + Listed.few(mx));
    }

    List<String> tlsReporting() {
        return SeenTlsReporting.record(evidence.view()).isPresent()
                ? List.of(Confirmation.of(Aspect.TLS_REPORTING, evidence))
                : List.of();
    }

    String validity(CertificateView certificate) {
        var left = Duration.between(evidence.now(), certificate.notAfter());
        return left.isPositive() ? "valid for " + DurationText.rough(left) : "expired";
    }

    /** Goes on after what else there is of a certificate. */
    static String root(CertificateView certificate) {
        return certificate.root().map(end -> ", root " + end.name()).orElse("");
    }

    static <T> String addresses(List<Attempt<T>> attempts) {
        return Listed.few(attempts.stream()
                .map(Attempt::address)
                .sorted(AddressText.ORDER)
                .map(AddressText::of)
                .toList());
    }
}
