package io.mtasts.operator.dns;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.TXTRecord;

/**
 * What a name server has at one name.
 *
 * @param alias where the name is an alias, and has no records of its own
 */
record HeldTexts(List<TXTRecord> records, Optional<CNAMERecord> alias) {
    HeldTexts {
        records = List.copyOf(records);
    }

    static final HeldTexts NOTHING = new HeldTexts(List.of(), Optional.empty());

    /** A record's strings joined, one character per byte. */
    static String text(TXTRecord held) {
        return held.getStringsAsByteArrays().stream()
                .map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1))
                .collect(Collectors.joining());
    }

    /** Those that claim to be of this kind. */
    List<TXTRecord> candidates(RecordKind kind) {
        return records.stream()
                .filter(held -> !kind.candidates(List.of(text(held))).isEmpty())
                .toList();
    }
}
