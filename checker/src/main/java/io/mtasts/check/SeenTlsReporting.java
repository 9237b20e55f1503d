package io.mtasts.check;

import io.mtasts.observe.PublicView;
import io.mtasts.tlsrpt.TlsRptRecord;
import io.mtasts.tlsrpt.TlsRptRecordParser;
import java.util.List;
import java.util.Optional;

/** The TLS reporting record as senders see it (RFC 8460 section 3). */
public final class SeenTlsReporting {
    private SeenTlsReporting() {}

    /** The one that senders go by; empty unless there is exactly one and it parses. */
    public static Optional<TlsRptRecord> record(PublicView view) {
        var candidates = candidates(view);
        return candidates.size() == 1
                ? TlsRptRecordParser.parse(candidates.getFirst()).value()
                : Optional.empty();
    }

    /** Those that claim to be it, in an order that does not depend on that of DNS answers. */
    public static List<String> candidates(PublicView view) {
        return TlsRptRecord.candidates(view.tlsReporting().current().records()).stream()
                .sorted()
                .toList();
    }
}
