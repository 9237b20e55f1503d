package io.mtasts.dane;

import io.mtasts.asn1.Der;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Optional;

/** What the data of a TLSA record would have to be for a certificate (RFC 6698 sections 2.1.2 and 2.1.3). */
public final class Pinned {
    private static final int VERSION = 0xa0;

    /** Before the key come serial number, algorithm, issuer, dates and subject (RFC 5280 section 4.1). */
    private static final int BEFORE_THE_KEY = 5;

    private Pinned() {}

    /** The record of these kinds for this certificate; none where its key cannot be found in it. */
    public static Optional<TlsaRecord> record(int usage, int selector, int matchingType, X509Certificate certificate) {
        return data(selector, matchingType, certificate)
                .map(data -> new TlsaRecord(usage, selector, matchingType, data));
    }

    /** Is this what the record pins? */
    static boolean by(TlsaRecord record, X509Certificate certificate) {
        return data(record.selector(), record.matchingType(), certificate)
                .filter(record.data()::equals)
                .isPresent();
    }

    private static Optional<String> data(int selector, int matchingType, X509Certificate certificate) {
        return selected(selector, certificate).map(bytes -> HexFormat.of().formatHex(matched(matchingType, bytes)));
    }

    private static Optional<byte[]> selected(int selector, X509Certificate certificate) {
        try {
            var whole = certificate.getEncoded();
            return selector == TlsaRecord.KEY ? key(ByteBuffer.wrap(whole)) : Optional.of(whole);
        } catch (CertificateEncodingException e) {
            return Optional.empty();
        }
    }

    private static byte[] matched(int matchingType, byte[] selected) {
        try {
            return switch (matchingType) {
                case TlsaRecord.SHA_256 -> MessageDigest.getInstance("SHA-256").digest(selected);
                case TlsaRecord.SHA_512 -> MessageDigest.getInstance("SHA-512").digest(selected);
                default -> selected;
            };
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime has no SHA-2", e);
        }
    }

    /** The SubjectPublicKeyInfo as it stands there: Java writes some keys anew in other bytes. */
    private static Optional<byte[]> key(ByteBuffer certificate) {
        return Der.content(certificate, Der.SEQUENCE)
                .flatMap(whole -> Der.content(whole, Der.SEQUENCE))
                .flatMap(Pinned::keyOfSigned);
    }

    private static Optional<byte[]> keyOfSigned(ByteBuffer signed) {
        boolean versioned = signed.hasRemaining() && Byte.toUnsignedInt(signed.get(signed.position())) == VERSION;
        for (int field = versioned ? -1 : 0; field < BEFORE_THE_KEY; field++) {
            if (Der.next(signed).isEmpty()) {
                return Optional.empty();
            }
        }
        int start = signed.position();
        return Der.next(signed).map(_ -> Der.bytes(signed.slice(start, signed.position() - start)));
    }
}
