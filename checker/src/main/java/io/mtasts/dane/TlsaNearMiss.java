package io.mtasts.dane;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What was probably meant by a TLSA record that is none, or that no sender of mail uses.
 *
 * @param why it is not that
 * @param write instead
 */
record TlsaNearMiss(String why, List<String> write) {
    private static final int LONGEST = 2000;
    private static final TlsaNearMiss NOTHING = new TlsaNearMiss("", List.of());

    private static final Pattern MARKS = Pattern.compile("[ \\t,;]+");
    private static final Pattern NUMBER = Pattern.compile("[0-9]+");
    private static final Pattern DIGITS = Pattern.compile("[0-9a-f]+");
    private static final Pattern NOT_BASE64 = Pattern.compile("[^A-Za-z0-9+/=]");

    /** As RFC 7218 abbreviates them, and as people do; blanks and marks aside. */
    private static final Map<String, Integer> USAGES = Map.of("PKIX-TA", 0, "PKIX-EE", 1, "DANE-TA", 2, "DANE-EE", 3);

    private static final Map<String, Integer> SELECTORS = Map.of("CERT", 0, "SPKI", 1);

    private static final Map<String, Integer> MATCHING_TYPES =
            Map.of("FULL", 0, "SHA2-256", 1, "SHA-256", 1, "SHA256", 1, "SHA2-512", 2, "SHA-512", 2, "SHA512", 2);

    private static final int SHA_1_DIGITS = 40;

    TlsaNearMiss {
        write = List.copyOf(write);
    }

    /** Of data that are no record; nothing where it is anybody's guess. */
    static Optional<TlsaNearMiss> of(String written) {
        if (written.length() > LONGEST) {
            return Optional.empty();
        }
        var why = new ArrayList<String>();
        var text = written;
        if (text.indexOf('"') >= 0 || text.indexOf('\'') >= 0) {
            text = text.replace("\"", "").replace("'", "");
            why.add("a TLSA record has no quotation marks");
        }
        var fields = MARKS.splitAsStream(text.strip()).toList();
        if (text.indexOf(',') >= 0) {
            why.add("its fields are separated by blanks");
        }
        if (fields.size() < 3) {
            return Optional.empty();
        }
        var numbers = List.of(
                number(fields.get(0), USAGES), number(fields.get(1), SELECTORS), number(fields.get(2), MATCHING_TYPES));
        if (numbers.stream().anyMatch(Optional::isEmpty)) {
            return fieldMissing(fields);
        }
        if (fields.stream().limit(3).anyMatch(field -> !NUMBER.matcher(field).matches())) {
            why.add("usage, selector and matching type are written as numbers");
        }
        if (fields.size() == 3) {
            return Optional.of(new TlsaNearMiss("the data is missing after the three numbers", List.of()));
        }
        int matchingType = numbers.get(2).orElseThrow();
        var data = data(String.join("", fields.subList(3, fields.size())), matchingType, why);
        return data.isEmpty() || why.isEmpty()
                ? Optional.empty()
                : Optional.of(new TlsaNearMiss(
                        String.join(", and ", why),
                        List.of("%d %d %d %s"
                                .formatted(
                                        numbers.get(0).orElseThrow(),
                                        numbers.get(1).orElseThrow(),
                                        matchingType,
                                        data.get()))));
    }

    /** "3 1 0123...": the data stands where the matching type should. */
    private static Optional<TlsaNearMiss> fieldMissing(List<String> fields) {
        boolean two =
                fields.stream().limit(2).allMatch(field -> NUMBER.matcher(field).matches());
        boolean data = DIGITS.matcher(fields.get(2).toLowerCase(Locale.ROOT)).matches()
                && fields.get(2).length() > 3;
        return two && data
                ? Optional.of(new TlsaNearMiss(
                        "only two numbers stand before the data: usage, selector and matching type are needed",
                        List.of()))
                : Optional.empty();
    }

    private static Optional<Integer> number(String field, Map<String, Integer> names) {
        if (NUMBER.matcher(field).matches()) {
            return field.length() <= 3 ? Optional.of(Integer.valueOf(field)) : Optional.empty();
        }
        return Optional.ofNullable(names.get(field.toUpperCase(Locale.ROOT)));
    }

    private static Optional<String> data(String written, int matchingType, List<String> why) {
        var text = written;
        if (text.toLowerCase(Locale.ROOT).startsWith("0x")) {
            text = text.substring(2);
            why.add("the data has no 0x before it");
        }
        if (text.indexOf(':') >= 0 || text.indexOf('-') >= 0) {
            text = text.replace(":", "").replace("-", "");
            why.add("its digits have no colons between them");
        }
        var digits = text.toLowerCase(Locale.ROOT);
        if (DIGITS.matcher(digits).matches()) {
            return Optional.of(digits);
        }
        return fromBase64(text, matchingType).map(decoded -> {
            why.add("the data is in base64, and hexadecimal digits are needed");
            return decoded;
        });
    }

    /** Only where a digest comes of it: anything may be base64. */
    private static Optional<String> fromBase64(String text, int matchingType) {
        if (NOT_BASE64.matcher(text).find()) {
            return Optional.empty();
        }
        try {
            var decoded = HexFormat.of().formatHex(Base64.getDecoder().decode(text));
            return decoded.length() == TlsaRecord.digits(matchingType) ? Optional.of(decoded) : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    /** Of one that is well formed. */
    static TlsaNearMiss ofUnusable(TlsaRecord record) {
        var meant = meant(record);
        if (meant.isPresent() && meant.get().isUsable()) {
            return new TlsaNearMiss("", List.of(meant.get().text()));
        }
        return record.data().length() == SHA_1_DIGITS
                ? new TlsaNearMiss("; its data is as long as a SHA-1, which no matching type is", List.of())
                : NOTHING;
    }

    private static Optional<TlsaRecord> meant(TlsaRecord record) {
        if (record.usage() == 0 || record.usage() == 1) { // the same without the authorities of the web
            return Optional.of(
                    new TlsaRecord(record.usage() + 2, record.selector(), record.matchingType(), record.data()));
        }
        for (int type : List.of(TlsaRecord.SHA_256, TlsaRecord.SHA_512)) {
            if (record.matchingType() != TlsaRecord.AS_IT_IS && record.data().length() == TlsaRecord.digits(type)) {
                return Optional.of(new TlsaRecord(record.usage(), record.selector(), type, record.data()));
            }
        }
        return Optional.empty();
    }
}
