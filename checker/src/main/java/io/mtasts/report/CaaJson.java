package io.mtasts.report;

import io.mtasts.observe.dns.CaaSight;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which authorities may issue for the policy host, in the JSON report.
 *
 * @param at the name that has the records; null where none has any
 * @param anyone whether any authority may
 * @param authorities those named, the first hundred
 */
record CaaJson(@Nullable String at, String answer, boolean anyone, List<String> authorities) {
    private static final int MOST = 100;

    static CaaJson of(CaaSight sight) {
        var set = sight.set();
        return new CaaJson(
                set.properties().isEmpty() ? null : sight.owner(),
                DnsAnswerName.of(sight.answer()),
                set.allowsAll() && !sight.unknown(),
                set.authorities().stream().limit(MOST).toList());
    }
}
