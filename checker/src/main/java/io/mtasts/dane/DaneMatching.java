package io.mtasts.dane;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What a sender that supports DANE makes of the certificates of a mail server by a secure set of TLSA records (RFC 7672 section 3).
 *
 * @param records all of the set
 * @param names that a certificate may have where an issuer is pinned, in lower case: the mail server's and the domain's (RFC 7672
 *     section 3.2.2)
 */
public record DaneMatching(List<TlsaRecord> records, Collection<String> names) {
    public DaneMatching {
        records = List.copyOf(records);
        names = List.copyOf(names);
    }

    /** What came of it. */
    public sealed interface Result {
        /** The server is who the records say. */
        record Matches(TlsaRecord by) implements Result {}

        /**
         * The server is not who the records say.
         *
         * @param almost of a record that pins one of the certificates, and why that is not enough, a clause; empty where none does
         */
        record Mismatch(Optional<String> almost) implements Result {}

        /** No record can be used: TLS is required all the same, with any certificate (RFC 7672 section 2.2). */
        record NothingUsable() implements Result {}
    }

    /**
     * What a sender makes of these certificates.
     *
     * @param chain as the server presented it, its own certificate first
     */
    public Result of(List<X509Certificate> chain, Instant now) {
        var usable = records.stream().filter(TlsaRecord::isUsable).toList();
        if (usable.isEmpty()) {
            return new Result.NothingUsable();
        }
        var byServer = usable.stream()
                .filter(record -> record.usage() == TlsaRecord.SERVER)
                .filter(record -> Pinned.by(record, chain.getFirst()))
                .findFirst();
        if (byServer.isPresent()) {
            return new Result.Matches(byServer.get());
        }
        var almost = new ArrayList<String>();
        for (var record : usable) {
            if (record.usage() == TlsaRecord.ISSUER) {
                switch (Anchor.of(record, chain)) {
                    case Anchor.None() -> {}
                    case Anchor.Found anchor -> {
                        var why = anchor.whyNot(chain, names, now);
                        if (why.isEmpty()) {
                            return new Result.Matches(record);
                        }
                        almost.add("%s pins an issuer of it, but %s".formatted(record.shown(), why.get()));
                    }
                }
            }
        }
        return new Result.Mismatch(almost.stream().findFirst());
    }

    /** The names that senders find in a certificate, in lower case: its DNS names, or else its common name (RFC 7672 section 3.2.3). */
    public static List<String> namesOf(X509Certificate certificate) {
        return Anchor.namesOf(certificate);
    }

    /** Those that can be used and pin nothing in any of these chains: of a key that is to come, or has gone. */
    public List<TlsaRecord> unused(List<List<X509Certificate>> chains) {
        return records.stream()
                .filter(TlsaRecord::isUsable)
                .filter(record -> chains.stream().noneMatch(chain -> pinsSome(record, chain)))
                .toList();
    }

    private static boolean pinsSome(TlsaRecord record, List<X509Certificate> chain) {
        return record.usage() == TlsaRecord.SERVER
                ? Pinned.by(record, chain.getFirst())
                : !(Anchor.of(record, chain) instanceof Anchor.None);
    }
}
