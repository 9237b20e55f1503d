package io.mtasts.check;

import static io.mtasts.check.Aspect.DANE;

import io.mtasts.dane.TlsaRecord;
import io.mtasts.policy.DurationText;
import java.time.Duration;
import java.util.Optional;

/** Whether the next renewal of a certificate may leave senders without a TLSA record that matches (RFC 7671 section 8.1). */
final class DaneRenewal {
    /** Whoever has a certificate for so short a time has it renewed by a program, most of which make a new key each time. */
    private static final Duration AUTOMATIC = Duration.ofDays(100);

    private DaneRenewal() {}

    /** @param only the one usable record, which pins the server's certificate or its key */
    static Optional<Finding> of(DaneSight sight, TlsaRecord only) {
        var leaf = sight.chains().getFirst().getFirst();
        var life = Duration.between(
                leaf.getNotBefore().toInstant(), leaf.getNotAfter().toInstant());
        if (only.selector() == 0) {
            return Optional.of(new Finding(
                    DANE,
                    Severity.WARNING,
                    ObservedReason.TLSARollover,
                    sight.host().host(),
                    "%s: its only TLSA record, %s, pins the certificate itself, which ends at %s: with the next one, senders that support DANE stop delivering until the record has followed."
                            .formatted(
                                    sight.host().host(),
                                    only.shown(),
                                    leaf.getNotAfter().toInstant()),
                    "Publish a 3 1 1 record for the key as well, and renew with the same key (cert-manager:"
                            + " spec.privateKey.rotationPolicy: Never); or publish the record of the next"
                            + " certificate two TTLs before it is used."));
        }
        return life.compareTo(AUTOMATIC) > 0
                ? Optional.empty()
                : Optional.of(DaneChecks.finding(
                        sight,
                        ObservedReason.TLSARollover,
                        "its only TLSA record, %s, pins the key of a certificate of %s: if a renewal brings a new key, senders that support DANE stop delivering until the record has followed"
                                .formatted(only.shown(), DurationText.rough(life)),
                        "Renew with the same key (cert-manager: spec.privateKey.rotationPolicy: Never), or"
                                + " publish the record of the next key two TTLs before it is used."));
    }
}
