package io.mtasts.policy;

import io.mtasts.policy.Remark.Kind;
import io.mtasts.policy.Remark.Severity;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A line of a policy body that has the form {@code name: value} (RFC 8461 section 3.2).
 *
 * @param line counted from one
 * @param text the whole line, one char per byte, as is the value
 * @param value without blanks around it
 */
record PolicyField(int line, String text, String name, String value) {
    private static final String BYTE_ORDER_MARK = "\u00EF\u00BB\u00BF";
    private static final String NO_BYTE_ORDER_MARK =
            "a byte order mark is not allowed: save the policy as UTF-8 without it";

    /** Hands on the lines that have the form, in order, and remarks on those that have not. */
    static void read(byte[] body, Remarks remarks, Consumer<PolicyField> fields) {
        int number = 0;
        for (int from = 0; from < body.length; ) {
            int end = from;
            while (end < body.length && body[end] != '\n') {
                end++;
            }
            boolean crlf = end < body.length && end > from && body[end - 1] == '\r';
            var text = new String(body, from, (crlf ? end - 1 : end) - from, StandardCharsets.ISO_8859_1);
            number++;
            if (text.startsWith(BYTE_ORDER_MARK)) {
                remarks.add(Severity.ERROR, Kind.PolicyMalformed, Position.ofLine(number), text, NO_BYTE_ORDER_MARK);
                text = text.substring(BYTE_ORDER_MARK.length()); // what follows it is not missing
            }
            line(number, text, remarks, fields);
            from = end + 1;
        }
    }

    private static void line(int number, String text, Remarks remarks, Consumer<PolicyField> fields) {
        var problem = problem(text);
        if (problem.isEmpty()) {
            fields.accept(of(number, text));
            return;
        }
        var meant = PolicyNearMiss.of(text);
        var lines = meant.map(PolicyNearMiss::lines).orElse(List.of());
        remarks.add(
                Severity.ERROR,
                Kind.PolicyMalformed,
                Position.ofLine(number),
                text,
                meant.flatMap(PolicyNearMiss::why).orElse(problem.get())
                        + (meant.isPresent() && lines.isEmpty() ? ": remove the line" : ""),
                lines);
        lines.forEach(line -> fields.accept(of(number, line))); // what was meant is not missing
    }

    static PolicyField of(int number, String text) {
        int colon = text.indexOf(':');
        var value = Abnf.withoutTrailingBlanks(Abnf.withoutLeadingBlanks(text.substring(colon + 1)));
        return new PolicyField(number, text, text.substring(0, colon), value);
    }

    private static Optional<String> problem(String text) {
        int colon = text.indexOf(':');
        if (Abnf.withoutTrailingBlanks(text).isEmpty()) {
            return Optional.of("an empty line is not allowed: remove it");
        }
        if (text.indexOf('\r') >= 0) {
            return Optional.of(
                    "a carriage return must be followed by a line feed: end each line with CRLF, or with LF alone");
        }
        if (text.startsWith("v=STSv1")) {
            return Optional.of("this is the record that belongs in DNS at _mta-sts, not the policy");
        }
        if (text.startsWith("<")) {
            return Optional.of(
                    "this is a web page, not a policy: let the web server answer with the policy's own" + " text");
        }
        if (text.startsWith("#")) {
            return Optional.of("a policy has no comments: remove the line");
        }
        if (colon < 0) {
            return Optional.of("a line must be written \"name: value\"");
        }
        return Abnf.extensionName(text.substring(0, colon))
                ? Optional.empty()
                : Optional.of(Abnf.EXTENSION_NAME_RULE + " before \":\"");
    }

    /** Is the value that of an extension: printable ASCII, spaces inside, and UTF-8 of two to four octets? */
    boolean hasExtensionValue() {
        if (value.isEmpty() || value.chars().anyMatch(c -> c < ' ' || c == 0x7F)) {
            return false;
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(valueBytes()));
            return true;
        } catch (CharacterCodingException notUtf8) {
            return false;
        }
    }

    /** The value read as UTF-8, with replacement characters for what is not. */
    String valueAsUtf8() {
        return new String(valueBytes(), StandardCharsets.UTF_8);
    }

    private byte[] valueBytes() {
        return value.getBytes(StandardCharsets.ISO_8859_1);
    }
}
