package io.mtasts.check;

import io.mtasts.observe.MxHostView;
import io.mtasts.observe.dns.AtServer;
import io.mtasts.policy.MxPattern;
import io.mtasts.policy.StsPolicy;
import java.util.List;

/** What is true of an aspect with which nothing is wrong. The same from look to look while the world stays the same. */
public final class Confirmation {
    private static final String ASKS_NOTHING = "The policy has mode none, which asks nothing of mail servers.";

    private Confirmation() {}

    /** A sentence; it means something only while no finding of the aspect contradicts it. */
    public static String of(Aspect aspect, Evidence evidence) {
        return switch (aspect) {
            case RECORD -> record(evidence);
            case POLICY -> policy(evidence);
            case COVERAGE -> coverage(evidence);
            case MX_TLS -> mxTls(evidence);
            case DANE -> dane(evidence);
            case TLS_REPORTING -> tlsReporting(evidence);
        };
    }

    private static String record(Evidence evidence) {
        var seen = SeenRecord.of(evidence.view().record());
        var ids = seen.parsed().stream().map(record -> record.id().text()).toList();
        var servers = seen.answers().stream().map(AtServer::server).toList();
        var where = seen.byResolvers()
                ? "as the resolvers see it; "
                        + seen.alias()
                                .map(target -> "it is at the CNAME target " + target)
                                .orElse("no authoritative server answered")
                : (servers.size() == 1 ? "at " : "the same at ") + Listed.few(servers);
        return "One record, id %s, %s.".formatted(Listed.few(ids), where);
    }

    private static String policy(Evidence evidence) {
        var policies = FetchedBody.policies(evidence.view()).stream()
                .map(Confirmation::described)
                .toList();
        return "%s answers with %s.".formatted(PolicyUrl.of(evidence.view()), Listed.few(policies));
    }

    private static String described(StsPolicy policy) {
        var mx = policy.mx().stream().map(MxPattern::text).toList();
        return "mode %s, max_age %d%s"
                .formatted(policy.mode().text(), policy.maxAgeSeconds(), mx.isEmpty() ? "" : ", mx " + Listed.few(mx));
    }

    private static String coverage(Evidence evidence) {
        var hosts = hosts(evidence);
        if (CoverageChecks.asksNothing(evidence)) {
            return ASKS_NOTHING;
        }
        if (hosts.isEmpty()) {
            return noMailServer(evidence);
        }
        return "%s %s covered by the policy.".formatted(Listed.few(hosts), hosts.size() == 1 ? "is" : "are");
    }

    private static String mxTls(Evidence evidence) {
        var hosts = hosts(evidence);
        if (hosts.isEmpty()) {
            return noMailServer(evidence);
        }
        if (CoverageChecks.asksNothing(evidence)) {
            return ASKS_NOTHING;
        }
        return hosts.size() == 1
                ? "%s offers STARTTLS with a certificate that senders accept.".formatted(hosts.getFirst())
                : "%s offer STARTTLS with certificates that senders accept.".formatted(Listed.few(hosts));
    }

    private static String dane(Evidence evidence) {
        var hosts = DaneSight.all(evidence)
                .filter(DaneSight::applies)
                .map(sight -> sight.host().host())
                .toList();
        return hosts.size() == 1
                ? "%s presents a certificate that its TLSA records pin.".formatted(hosts.getFirst())
                : "%s present certificates that their TLSA records pin.".formatted(Listed.few(hosts));
    }

    private static String noMailServer(Evidence evidence) {
        return "%s names no mail server.".formatted(evidence.view().domain());
    }

    private static String tlsReporting(Evidence evidence) {
        var rua = SeenTlsReporting.record(evidence.view()).stream()
                .flatMap(record -> record.rua().stream())
                .toList();
        return "One record, reports go to %s.".formatted(Listed.few(rua));
    }

    private static List<String> hosts(Evidence evidence) {
        return evidence.view().mailServers().hosts().stream()
                .map(MxHostView::host)
                .toList();
    }
}
