package io.mtasts.check;

import static io.mtasts.check.Aspect.COVERAGE;

import io.mtasts.observe.MailServersView;
import io.mtasts.observe.MxHostView;
import io.mtasts.observe.dns.Answer.AliasLoop;
import io.mtasts.observe.dns.Answer.NoSuchName;
import io.mtasts.observe.dns.MxRecord;
import io.mtasts.policy.Disagreement;
import io.mtasts.policy.Mode;
import io.mtasts.policy.MxPattern;
import io.mtasts.policy.MxPatterns;
import io.mtasts.policy.StsPolicy;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Does the policy fit the mail servers that DNS names, in both directions (RFC 8461 section 4.1)? Judged is the policy that senders
 * get, which is the one that was fetched. A policy of mode none covers nothing and refuses nothing.
 */
final class CoverageChecks {
    private CoverageChecks() {}

    static Stream<Finding> lookedUp(Evidence evidence) {
        var domain = evidence.view().domain();
        var answer = evidence.view().mailServers().answer();
        if (answer instanceof AliasLoop) {
            return Stream.of(new Finding(
                    COVERAGE,
                    ObservedReason.DNSUnavailable,
                    domain,
                    "%s is in a CNAME loop, through %s: its mail servers cannot be found."
                            .formatted(domain, Listed.few(answer.aliases())),
                    "Replace the CNAME."));
        }
        return Unresolved.finding(COVERAGE, domain, "MX records", answer).stream();
    }

    static Stream<Finding> policyToCompare(Evidence evidence) {
        var view = evidence.view();
        if (FetchedBody.policies(view).isEmpty()) {
            return Stream.of(new Finding(
                    COVERAGE,
                    ObservedReason.PolicyUnavailable,
                    view.domain(),
                    "%s has no usable policy to compare its mail servers against.".formatted(view.domain()),
                    "Fix what is reported about the policy first."));
        }
        if (asksNothing(evidence)) {
            return Stream.of(new Finding(
                    COVERAGE,
                    ObservedReason.ModeNone,
                    view.domain(),
                    "%s has a policy of mode none, which asks nothing of mail servers.".formatted(view.domain()),
                    ""));
        }
        return Stream.empty();
    }

    static Stream<Finding> acceptsMail(Evidence evidence) {
        var domain = evidence.view().domain();
        var servers = evidence.view().mailServers();
        boolean nullMx = servers.answer().records().stream().anyMatch(MxRecord::isNull);
        if (nullMx) {
            return binding(evidence).isEmpty()
                    ? Stream.empty()
                    : Stream.of(new Finding(
                            COVERAGE,
                            ObservedReason.NullMX,
                            domain,
                            servers.hosts().isEmpty()
                                    ? "%s has a null MX, so it accepts no mail and the policy protects nothing."
                                            .formatted(domain)
                                    : "%s has a null MX as well as other MX records, and senders differ in which they follow."
                                            .formatted(domain),
                            servers.hosts().isEmpty()
                                    ? "Remove the policy, or publish the mail servers."
                                    : "Remove the null MX, or all the others."));
        }
        if (servers.implicit()) {
            return Stream.of(noMx(domain, "%s has no MX record, so the domain itself is its mail server."));
        }
        boolean nowhere =
                servers.answer() instanceof NoSuchName && servers.hosts().isEmpty();
        return nowhere ? Stream.of(noMx(domain, "%s does not exist in DNS, so it accepts no mail.")) : Stream.empty();
    }

    private static Finding noMx(String domain, String message) {
        return new Finding(COVERAGE, ObservedReason.NoMX, domain, message.formatted(domain), "");
    }

    static Stream<Finding> uncoveredHosts(Evidence evidence) {
        return binding(evidence).stream()
                .flatMap(policy -> uncoveredHosts(policy, evidence.view().mailServers()))
                .distinct();
    }

    private static Stream<Finding> uncoveredHosts(StsPolicy policy, MailServersView servers) {
        var patterns = new MxPatterns(policy.mx());
        var listed = Listed.few(policy.mx().stream().map(MxPattern::text).toList());
        var consequence = switch (policy.mode()) {
            case ENFORCE -> "senders that have it cached will not deliver there";
            case TESTING -> "senders report this, and will not deliver there once the mode is enforce";
            case NONE -> throw new IllegalArgumentException("mode none covers nothing");
        };
        return servers.hosts().stream()
                .filter(host -> !patterns.covers(host.host()))
                .map(host -> uncovered(
                        host, servers.implicit(), listed, consequence + "." + nearMiss(host.host(), patterns)));
    }

    private static Finding uncovered(MxHostView host, boolean implicit, String patterns, String consequence) {
        var name = host.host();
        return new Finding(
                COVERAGE,
                ObservedReason.MXNotCovered,
                name,
                "%s%s is not covered by the policy (%s): %s"
                        .formatted(
                                name,
                                implicit ? "" : " (preference %d)".formatted(host.preference()),
                                patterns,
                                consequence),
                MxPatterns.isAddress(name)
                        ? "Change the MX record to name a host: it must not name an address."
                        : "Add %s to the mx of the policy, or %s."
                                .formatted(
                                        MxPatterns.fitting(name),
                                        implicit ? "publish the correct MX records" : "remove the MX record"));
    }

    /** A wildcard that is more than one label above a host covers it for some. */
    static Stream<Finding> wildcardsAreReadAlike(Evidence evidence) {
        return binding(evidence).stream()
                .flatMap(policy -> {
                    var patterns = new MxPatterns(policy.mx());
                    return evidence.view().mailServers().hosts().stream()
                            .map(MxHostView::host)
                            .filter(host -> !patterns.covers(host))
                            .filter(host -> patterns.nearMiss(host)
                                    .filter(pattern -> host.length() > pattern.length() - 1)
                                    .isPresent());
                })
                .distinct()
                .map(host -> new Finding(
                        COVERAGE,
                        ObservedReason.SendersDisagree,
                        host,
                        "%s: %s.".formatted(host, Disagreement.WILDCARD_OF_MORE_LABELS.message()),
                        ""));
    }

    /** A wildcard that would cover the host if it stood for more labels than one, or for none. */
    private static String nearMiss(String host, MxPatterns patterns) {
        return patterns.nearMiss(host)
                .map(pattern -> {
                    boolean none = host.length() < pattern.length() - 1;
                    var fits = none ? host : "*" + host.substring(host.indexOf('.'));
                    return " %s stands for exactly one label; %s would fit.".formatted(pattern, fits);
                })
                .orElse("");
    }

    static Stream<Finding> aliases(Evidence evidence) {
        return binding(evidence).isEmpty()
                ? Stream.empty()
                : evidence.view().mailServers().hosts().stream()
                        .filter(host -> !host.addresses().aliases().isEmpty())
                        .map(host -> new Finding(
                                COVERAGE,
                                ObservedReason.MXIsAlias,
                                host.host(),
                                "%s is a CNAME for %s, which an MX must not be: strict senders do not deliver there, and the others compare the policy with the name %s."
                                        .formatted(
                                                host.host(),
                                                host.addresses().aliases().getLast(),
                                                host.host()),
                                "Change the MX record to name a host that has addresses of its own."));
    }

    static Stream<Finding> unusedPatterns(Evidence evidence) {
        var hosts = evidence.view().mailServers().hosts();
        if (hosts.isEmpty()) {
            return Stream.empty(); // a null MX, or unknown: nothing to hold against a pattern
        }
        var used = hosts.stream()
                .flatMap(host -> MxPatterns.textsCovering(host.host()))
                .collect(Collectors.toSet());
        return binding(evidence).stream()
                .flatMap(policy -> policy.mx().stream())
                .distinct()
                .filter(pattern -> !used.contains(pattern.text()))
                .map(pattern -> new Finding(
                        COVERAGE,
                        ObservedReason.PatternUnused,
                        pattern.text(),
                        "%s is in the policy, but no MX record names such a host.".formatted(pattern),
                        "Remove it from the policy if it is a leftover or a typo."));
    }

    /** There is a policy, of mode none. */
    static boolean asksNothing(Evidence evidence) {
        return !evidence.enforced()
                && !FetchedBody.policies(evidence.view()).isEmpty()
                && binding(evidence).isEmpty();
    }

    /** The policies that senders may get and that ask something of mail servers. */
    static List<StsPolicy> binding(Evidence evidence) {
        return FetchedBody.policies(evidence.view()).stream()
                .filter(policy -> policy.mode() != Mode.NONE)
                .toList();
    }
}
