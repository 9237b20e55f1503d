package io.mtasts.operator.publish;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;
import org.xbill.DNS.Update;

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

    /** Does another name have the same? */
    boolean isLike(HeldTexts other) {
        return texts().equals(other.texts())
                && alias.map(CNAMERecord::getTarget).equals(other.alias.map(CNAMERecord::getTarget));
    }

    private Set<String> texts() {
        return records.stream().map(HeldTexts::text).collect(Collectors.toUnmodifiableSet());
    }

    /** An update that changes nothing: NXRRSET is its answer where records of this type stand somewhere else only (RFC 2136 section 2.4.1). */
    Update isThere(Name zone, Name name) {
        var question = new Update(zone);
        question.present(name, alias.isPresent() ? Type.CNAME : Type.TXT);
        return question;
    }

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
