package io.mtasts.check;

import io.mtasts.observe.MxHostView;
import java.util.List;

/** What is true of an aspect with which nothing is wrong. */
final class Confirmation {
    private Confirmation() {}

    static String of(Aspect aspect, Evidence evidence) {
        return switch (aspect) {
            case RECORD -> record(evidence);
            case COVERAGE -> coverage(evidence);
            case POLICY, MX_TLS, TLS_REPORTING -> "";
        };
    }

    private static String record(Evidence evidence) {
        var seen = SeenRecord.of(evidence.view().record());
        var ids = seen.parsed().stream().map(record -> record.id().text()).toList();
        var servers = seen.answers().stream().map(at -> at.server()).toList();
        var where = seen.byResolvers()
                ? "as the resolvers see it; no authoritative server answered"
                : (servers.size() == 1 ? "at " : "the same at ") + Listed.few(servers);
        return "One record, id %s, %s.".formatted(Listed.few(ids), where);
    }

    private static String coverage(Evidence evidence) {
        if (CoverageChecks.binding(evidence).isEmpty()) {
            return "The policy has mode none, which asks nothing of mail servers.";
        }
        var hosts = evidence.view().mailServers().hosts().stream()
                .map(MxHostView::host)
                .toList();
        return covered(hosts);
    }

    private static String covered(List<String> hosts) {
        return "%s %s covered by the policy.".formatted(Listed.few(hosts), hosts.size() == 1 ? "is" : "are");
    }
}
