package io.mtasts.report;

import io.mtasts.dane.DaneMatching;
import io.mtasts.dane.DaneMatching.Result;
import io.mtasts.dane.Pinned;
import io.mtasts.dane.TlsaRecord;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@code lint} says of TLSA records, beside the remarks of their parser.
 *
 * @param mismatch whether senders that support DANE refuse the certificate that they were compared with
 * @param wanted the records for that certificate; none where none was given
 */
record LintedTlsa(List<Linted> records, boolean mismatch, List<TlsaRecord> wanted, List<Line> lines) {
    LintedTlsa {
        records = List.copyOf(records);
        wanted = List.copyOf(wanted);
        lines = List.copyOf(lines);
    }

    /** @param matches whether it makes senders accept the certificate; null where none was given */
    record Linted(TlsaRecord record, @Nullable Boolean matches) {}

    record Line(Mark mark, String text) {}

    static LintedTlsa of(List<TlsaRecord> records, List<X509Certificate> chain, String file, Instant now) {
        if (chain.isEmpty()) {
            return new LintedTlsa(
                    records.stream().map(record -> new Linted(record, null)).toList(),
                    false,
                    List.of(),
                    records.stream()
                            .filter(TlsaRecord::isUsable)
                            .map(record -> new Line(Mark.OK, described(record)))
                            .toList());
        }
        var linted = records.stream()
                .map(record -> new Linted(record, result(List.of(record), chain, now) instanceof Result.Matches))
                .toList();
        var lines = new ArrayList<Line>();
        for (var one : linted) {
            if (one.record().isUsable()) {
                boolean matches = Boolean.TRUE.equals(one.matches());
                lines.add(new Line(
                        matches ? Mark.OK : Mark.INFO,
                        described(one.record()) + (matches ? ", and matches " : ", and does not match ") + file));
            }
        }
        var whole = result(records, chain, now);
        if (whole instanceof Result.Mismatch(var almost)) {
            lines.add(new Line(
                    Mark.ERROR,
                    "no record matches %s%s: senders that support DANE would not deliver"
                            .formatted(file, almost.map(why -> " (" + why + ")").orElse(""))));
        }
        var wanted = wanted(chain, file);
        lines.addAll(wanted.lines());
        return new LintedTlsa(linted, whole instanceof Result.Mismatch, wanted.wanted(), lines);
    }

    /** The records that these certificates need, and no others. */
    static LintedTlsa wanted(List<X509Certificate> chain, String file) {
        var wanted = wanted(chain);
        return new LintedTlsa(
                List.of(),
                false,
                wanted,
                wanted.stream()
                        .map(record -> new Line(
                                Mark.INFO,
                                "for %s of %s: %s"
                                        .formatted(
                                                record.usage() == TlsaRecord.SERVER
                                                        ? "the key"
                                                        : "the key of the issuer",
                                                file,
                                                record.text())))
                        .toList());
    }

    /** Of whichever host it is. */
    private static Result result(List<TlsaRecord> records, List<X509Certificate> chain, Instant now) {
        return new DaneMatching(records, DaneMatching.namesOf(chain.getFirst())).of(chain, now);
    }

    private static List<TlsaRecord> wanted(List<X509Certificate> chain) {
        var wanted = new ArrayList<TlsaRecord>();
        Pinned.record(TlsaRecord.SERVER, 1, 1, chain.getFirst()).ifPresent(wanted::add);
        Optional.of(chain)
                .filter(some -> some.size() > 1)
                .flatMap(some -> Pinned.record(TlsaRecord.ISSUER, 1, 1, some.get(1)))
                .ifPresent(wanted::add);
        return wanted;
    }

    private static String described(TlsaRecord record) {
        return "%s: pins %s%s"
                .formatted(
                        record.shown(),
                        record.pins(),
                        switch (record.matchingType()) {
                            case 1 -> " by its SHA-256";
                            case 2 -> " by its SHA-512";
                            default -> "";
                        });
    }
}
