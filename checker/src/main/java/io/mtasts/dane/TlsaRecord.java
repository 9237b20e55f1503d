package io.mtasts.dane;

import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * One TLSA record (RFC 6698 section 2.1).
 *
 * @param usage 2 pins an issuer, 3 the server's own certificate; others are not for SMTP
 * @param selector 0 for the whole certificate, 1 for its public key
 * @param matchingType 0 for the data itself, 1 for its SHA-256, 2 for its SHA-512
 * @param data what the certificate is compared with, in lower-case hexadecimal digits
 */
public record TlsaRecord(int usage, int selector, int matchingType, String data) {
    public static final int ISSUER = 2;
    public static final int SERVER = 3;
    static final int WHOLE = 0;
    static final int KEY = 1;
    static final int AS_IT_IS = 0;
    static final int SHA_256 = 1;
    static final int SHA_512 = 2;

    private static final int SHOWN_DIGITS = 16;

    public TlsaRecord {
        data = data.toLowerCase(Locale.ROOT);
    }

    /** As it comes in an answer of the DNS. */
    public static TlsaRecord of(int usage, int selector, int matchingType, byte[] data) {
        return new TlsaRecord(usage, selector, matchingType, HexFormat.of().formatHex(data));
    }

    /** In presentation format (RFC 6698 section 2.2). */
    public String text() {
        return "%s %s".formatted(parameters(), data);
    }

    /** The same with the data cut short, for a message. */
    public String shown() {
        return data.length() <= SHOWN_DIGITS
                ? text()
                : "%s %s...".formatted(parameters(), data.substring(0, SHOWN_DIGITS));
    }

    /** "3 1 1". */
    public String parameters() {
        return "%d %d %d".formatted(usage, selector, matchingType);
    }

    /** Why senders of mail make no use of it, a clause on the record; empty where they do (RFC 7672 sections 2.1 and 3.1). */
    public Optional<String> unusable() {
        return switch (usage) {
            case 0, 1 ->
                Optional.of("has usage %d, which is not for mail servers (RFC 7672 3.1.3): only 2 and 3 are"
                        .formatted(usage));
            case ISSUER, SERVER -> unknownKind().or(this::wrongLength);
            default ->
                Optional.of("has usage %d, which is not known: only 2 and 3 are for mail servers".formatted(usage));
        };
    }

    public boolean isUsable() {
        return unusable().isEmpty();
    }

    private Optional<String> unknownKind() {
        if (selector != WHOLE && selector != KEY) {
            return Optional.of("has selector %d, which is not known: only 0 and 1 are".formatted(selector));
        }
        return matchingType < AS_IT_IS || matchingType > SHA_512
                ? Optional.of("has matching type %d, which is not known: only 0, 1 and 2 are".formatted(matchingType))
                : Optional.empty();
    }

    private Optional<String> wrongLength() {
        int digits = digits(matchingType);
        if (matchingType == AS_IT_IS) {
            return data.isEmpty() ? Optional.of("has no data") : Optional.empty();
        }
        return data.length() == digits
                ? Optional.empty()
                : Optional.of("has %d hexadecimal digits, and %s has %d"
                        .formatted(data.length(), matchingType == SHA_256 ? "a SHA-256" : "a SHA-512", digits));
    }

    /** Of the data of this matching type; 0 where that has no fixed length. */
    static int digits(int matchingType) {
        return switch (matchingType) {
            case SHA_256 -> 64;
            case SHA_512 -> 128;
            default -> 0;
        };
    }

    /** What it pins, such as "the key of the server's certificate". */
    public String pins() {
        var whose = usage == ISSUER ? "an issuer's certificate" : "the server's certificate";
        return selector == KEY ? "the key of " + whose : whose + " as a whole";
    }
}
