package io.mtasts.report;

import io.mtasts.check.Aspect;
import io.mtasts.check.DaneState;
import io.mtasts.check.FetchedBody;
import io.mtasts.check.Finding;
import io.mtasts.check.Judgement;
import io.mtasts.check.Listed;
import io.mtasts.observe.MxHostView;
import io.mtasts.observe.net.Attempt;
import io.mtasts.observe.smtp.MxOutcome;
import io.mtasts.observe.smtp.MxOutcome.Accepted;
import io.mtasts.observe.tls.CertificateView;
import io.mtasts.policy.Mode;
import io.mtasts.policy.MxPatterns;
import io.mtasts.report.Scorecard.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A line for each mail server, in columns, each followed by what is wrong with it; then what is about none of them. */
final class MailServerRows {
    private static final int WIDEST_HOST = 40;

    private final Judgement judgement;
    private final DomainFacts facts;
    private final List<MxHostView> hosts;
    private final List<MxPatterns> policies;
    private final int widest;

    MailServerRows(Judgement judgement) {
        var view = judgement.evidence().view();
        this.judgement = judgement;
        this.facts = new DomainFacts(judgement.evidence());
        this.hosts = view.mailServers().hosts();
        this.policies = FetchedBody.policies(view).stream()
                .filter(policy -> policy.mode() != Mode.NONE)
                .map(policy -> new MxPatterns(policy.mx()))
                .toList();
        this.widest = Math.min(
                WIDEST_HOST,
                hosts.stream().mapToInt(host -> host.host().length()).max().orElse(0));
    }

    List<Row> rows() {
        var rows = new ArrayList<Row>();
        var said = new HashSet<Finding>();
        var findings = Scorecard.findings(judgement, Aspect.COVERAGE, Aspect.MX_TLS, Aspect.DANE)
                .toList();
        var bySubject = findings.stream().collect(Collectors.groupingBy(Finding::subject));
        for (var host : hosts) {
            var own = bySubject.getOrDefault(host.host(), List.of()).stream()
                    .filter(said::add)
                    .toList();
            rows.add(new Row(own.isEmpty() ? mark(host) : Mark.NONE, line(host), columns(host)));
            own.forEach(finding -> rows.add(Scorecard.row(finding)));
        }
        findings.stream().filter(said::add).map(Scorecard::row).forEach(rows::add);
        rows.addAll(roots());
        return rows;
    }

    /** A line for each root in which chains end, with the mail servers whose do. */
    private List<Row> roots() {
        var byRoot = new LinkedHashMap<String, Set<String>>();
        for (var host : hosts) {
            for (var attempt : accepted(host)) {
                attempt.outcome()
                        .certificates()
                        .flatMap(certificate -> certificate.root().stream())
                        .forEach(root -> byRoot.computeIfAbsent(root.name(), _ -> new LinkedHashSet<>())
                                .add(host.host()));
            }
        }
        return byRoot.entrySet().stream()
                .map(entry -> new Row(
                        Mark.NONE, "Root %s: %s.".formatted(entry.getKey(), Listed.few(List.copyOf(entry.getValue())))))
                .toList();
    }

    /** A host that was not probed has nothing wrong with it and is not known to be good either. */
    private Mark mark(MxHostView host) {
        return accepted(host).isEmpty() ? Mark.NONE : Mark.OK;
    }

    private List<String> columns(MxHostView host) {
        return List.of(Integer.toString(host.preference()), host.host(), coverage(host), tls(host));
    }

    private String line(MxHostView host) {
        var name = host.host() + " ".repeat(Math.max(0, widest - host.host().length()));
        return "%2d %s  %-11s  %s"
                .formatted(host.preference(), name, coverage(host), tls(host))
                .stripTrailing();
    }

    private String coverage(MxHostView host) {
        if (policies.isEmpty()) {
            return "";
        }
        return policies.stream().allMatch(policy -> policy.covers(host.host())) ? "covered" : "not covered";
    }

    private String tls(MxHostView host) {
        var accepted = accepted(host);
        if (accepted.isEmpty()) {
            return host.attempts().isEmpty() ? "not probed" : "";
        }
        var soonest = accepted.stream()
                .map(attempt -> certificate(attempt.outcome()))
                .min(Comparator.comparing(CertificateView::notAfter))
                .orElseThrow();
        var protocol = accepted.getFirst().outcome() instanceof Accepted first ? first.protocol() : "";
        return "%s at %s, certificate %s%s%s"
                .formatted(
                        protocol.replace("TLSv", "TLS "),
                        DomainFacts.addresses(accepted),
                        facts.validity(soonest),
                        other(accepted),
                        DaneState.of(judgement, host.host())
                                .filter(state -> state == DaneState.VALID)
                                .map(_ -> ", DANE")
                                .orElse(""));
    }

    /** Of the certificates for another kind of key the one that ends first. */
    private String other(List<Attempt<MxOutcome>> accepted) {
        return accepted.stream()
                .flatMap(attempt -> attempt.outcome() instanceof Accepted one ? one.other().stream() : Stream.empty())
                .min(Comparator.comparing(other -> other.certificate().notAfter()))
                .map(other ->
                        "; another with an %s key %s".formatted(other.kind(), facts.validity(other.certificate())))
                .orElse("");
    }

    private static List<Attempt<MxOutcome>> accepted(MxHostView host) {
        return host.attempts().stream()
                .filter(attempt -> attempt.outcome() instanceof Accepted)
                .toList();
    }

    private static CertificateView certificate(MxOutcome outcome) {
        if (outcome instanceof Accepted accepted) {
            return accepted.certificate();
        }
        throw new IllegalArgumentException("not accepted: " + outcome);
    }
}
