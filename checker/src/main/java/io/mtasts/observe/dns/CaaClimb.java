package io.mtasts.observe.dns;

import io.mtasts.caa.CaaProperty;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.xbill.DNS.CAARecord;
import org.xbill.DNS.Record;

/**
 * Looks for the CAA records of a name as a certification authority does (RFC 8659 section 3): at the name, along its aliases, and then at
 * each name above it, up to the top-level domain.
 */
public final class CaaClimb {
    /** More names than any mail domain has; nobody is to make us ask for hundreds. */
    private static final int MOST_NAMES = 16;

    private CaaClimb() {}

    /** Blocks for a bounded time. */
    public static CaaSight of(String host, Questions questions) {
        var name = host;
        for (int asked = 1; ; asked++) {
            var answer = questions.caa(name);
            if (!answer.isAbsent()) {
                return new CaaSight(name, answer);
            }
            int dot = name.indexOf('.');
            if (dot < 0) {
                return new CaaSight(host, new Answer.NoData<>(List.of()));
            }
            if (asked == MOST_NAMES) {
                return new CaaSight(
                        name, new Answer.Unavailable<>("no more than " + MOST_NAMES + " names upwards are asked for"));
            }
            name = name.substring(dot + 1);
        }
    }

    static CaaProperty property(Record record) {
        var caa = (CAARecord) record;
        var value = new String(caa.getValueAsByteArray(), StandardCharsets.ISO_8859_1);
        return new CaaProperty(caa.getFlags(), caa.getTag(), value);
    }
}
