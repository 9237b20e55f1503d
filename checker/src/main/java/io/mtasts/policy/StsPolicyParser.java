package io.mtasts.policy;

import io.mtasts.policy.Remark.Kind;
import io.mtasts.policy.Remark.Severity;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads policy bodies (RFC 8461 section 3.2), in time and memory proportional to their size. */
public final class StsPolicyParser {
    /** 64 KiB, in bytes: where senders may stop reading (RFC 8461 section 3.3). A longer body is parsed, with a warning. */
    public static final int SENDER_LIMIT = 64 * 1024;

    /** 16 MiB, in bytes: a longer body is refused unread, so nobody needs to read more than one byte beyond. */
    public static final int READ_LIMIT = 16 * 1024 * 1024;

    private static final int MAX_AGE_DIGITS = 10;
    private static final String BYTE_ORDER_MARK = "\u00EF\u00BB\u00BF";

    private final Remarks remarks = new Remarks();
    private final Map<String, Field> first = new HashMap<>();
    private final Map<String, Integer> lineOfPattern = new HashMap<>();
    private final List<MxPattern> mx = new ArrayList<>();
    private Optional<Mode> mode = Optional.empty();
    private OptionalLong maxAge = OptionalLong.empty();

    /** A line that has the form of a field; its text and value one char per byte. */
    private record Field(int line, String text, String name, String value) {}

    private StsPolicyParser() {}

    /** Reads a body as it came from the web server. */
    public static Parsed<StsPolicy> parse(byte[] body) {
        var parser = new StsPolicyParser();
        if (body.length > READ_LIMIT) {
            parser.tooLarge(Severity.ERROR, "the policy has more than %d bytes and was not read".formatted(READ_LIMIT));
        } else {
            parser.lines(body);
            parser.whatIsMissing();
            if (body.length > SENDER_LIMIT) {
                parser.tooLarge(
                        Severity.WARNING,
                        "the policy has %d bytes: senders may stop at %d".formatted(body.length, SENDER_LIMIT));
            }
        }
        return parser.result();
    }

    private Parsed<StsPolicy> result() {
        if (remarks.hasError()) {
            return remarks.on(Kind.PolicyMalformed, () -> {
                throw new AssertionError("not asked after an error");
            });
        }
        var policy = new StsPolicy(mode.orElseThrow(), mx, maxAge.orElseThrow());
        remarks.addAll(PolicyAdvice.on(policy));
        return remarks.on(Kind.PolicyMalformed, () -> policy);
    }

    private void lines(byte[] body) {
        int number = 0;
        for (int from = 0; from < body.length; ) {
            int end = from;
            while (end < body.length && body[end] != '\n') {
                end++;
            }
            boolean crlf = end < body.length && end > from && body[end - 1] == '\r';
            line(++number, new String(body, from, (crlf ? end - 1 : end) - from, StandardCharsets.ISO_8859_1));
            from = end + 1;
        }
    }

    private void line(int number, String line) {
        int colon = line.indexOf(':');
        if (Abnf.withoutTrailingBlanks(line).isEmpty()) {
            malformed(number, "", "an empty line is not allowed: remove it");
        } else if (line.indexOf('\r') >= 0) {
            malformed(number, line, "a carriage return must be followed by a line feed: end each line with LF or CRLF");
        } else if (line.startsWith(BYTE_ORDER_MARK)) {
            malformed(number, line, "a byte order mark is not allowed: save the policy as UTF-8 without it");
        } else if (line.startsWith("#")) {
            malformed(number, line, "a policy has no comments: remove the line");
        } else if (colon < 0) {
            malformed(number, line, "a line must be written \"name: value\"");
        } else if (!Abnf.extensionName(line.substring(0, colon))) {
            malformed(
                    number,
                    line,
                    "a field's name must be 1 to 32 letters, digits, \"_\", \"-\" or \".\", the first a letter or a"
                            + " digit, with no blank before \":\"");
        } else {
            var value = Abnf.withoutTrailingBlanks(Abnf.withoutLeadingBlanks(line.substring(colon + 1)));
            field(new Field(number, line, line.substring(0, colon), value));
        }
    }

    private void field(Field field) {
        if (field.name().equals("mx")) {
            first.putIfAbsent(field.name(), field);
            pattern(field);
            return;
        }
        var earlier = first.putIfAbsent(field.name(), field);
        if (earlier != null) {
            repeated(field, earlier);
            return;
        }
        switch (field.name()) {
            case "version" -> version(field);
            case "mode" -> mode(field);
            case "max_age" -> maxAge(field);
            default -> extension(field);
        }
    }

    private void repeated(Field field, Field earlier) {
        remarks.add(
                Severity.WARNING,
                Kind.FieldRepeated,
                field.line(),
                field.text(),
                "%s is repeated%s: the first, on line %d, counts"
                        .formatted(
                                field.name(),
                                field.value().equals(earlier.value()) ? "" : " with another value",
                                earlier.line()));
    }

    private void version(Field field) {
        if (!field.value().equals("STSv1")) {
            malformed(field, "version must be STSv1, in exactly this spelling");
        }
    }

    private void mode(Field field) {
        mode = Mode.of(field.value());
        if (mode.isEmpty()) {
            malformed(field, "mode must be enforce, testing or none, in lower case");
        }
    }

    private void maxAge(Field field) {
        var digits = field.value();
        // at most ten digits: a long cannot overflow
        if (Abnf.digits(digits) && digits.length() <= MAX_AGE_DIGITS) {
            long seconds = Long.parseLong(digits);
            if (seconds <= StsPolicy.MAX_AGE_LIMIT_SECONDS) {
                maxAge = OptionalLong.of(seconds);
                return;
            }
        }
        malformed(
                field,
                "max_age must be a whole number of seconds, at most %d".formatted(StsPolicy.MAX_AGE_LIMIT_SECONDS));
    }

    private void pattern(Field field) {
        var bytes = field.value().getBytes(StandardCharsets.ISO_8859_1);
        var text = new String(bytes, StandardCharsets.UTF_8);
        var problem = MxSyntax.problem(text);
        if (problem.isPresent()) {
            malformed(field, problem.get());
            return;
        }
        var pattern = new MxPattern(text);
        mx.add(pattern);
        var earlier = lineOfPattern.putIfAbsent(pattern.text(), field.line());
        if (earlier != null) {
            remarks.add(
                    Severity.INFO,
                    Kind.FieldRepeated,
                    field.line(),
                    field.text(),
                    "the same pattern as on line %d: once is enough".formatted(earlier));
        }
    }

    private void extension(Field field) {
        if (!extensionValue(field.value())) {
            malformed(
                    field,
                    "a value must be at least one character of UTF-8 text, without tabs and other control characters");
            return;
        }
        for (var known : List.of("version", "mode", "max_age", "mx")) {
            if (known.equalsIgnoreCase(field.name())) {
                remarks.add(
                        Severity.WARNING,
                        Kind.PolicyMalformed,
                        field.line(),
                        field.text(),
                        "senders ignore %s: case matters, write %s".formatted(field.name(), known));
            }
        }
    }

    /** Printable ASCII, spaces inside, and UTF-8 of two to four octets. */
    private static boolean extensionValue(String value) {
        if (value.isEmpty() || value.chars().anyMatch(c -> c < ' ' || c == 0x7F)) {
            return false;
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value.getBytes(StandardCharsets.ISO_8859_1)));
            return true;
        } catch (CharacterCodingException notUtf8) {
            return false;
        }
    }

    private void whatIsMissing() {
        missing("version", "add the line \"version: STSv1\"");
        missing("mode", "add a line \"mode: testing\", or enforce or none");
        missing("max_age", "add a line \"max_age: 604800\" (seconds, here a week)");
        if (mode.isPresent() && mode.get() != Mode.NONE) {
            missing("mx", "add a line \"mx: HOST\" for each mail server; only mode none does without");
        }
    }

    private void missing(String name, String remedy) {
        if (!first.containsKey(name)) {
            remarks.add(Severity.ERROR, Kind.PolicyMalformed, "", name + " is missing: " + remedy);
        }
    }

    private void malformed(Field field, String problem) {
        malformed(field.line(), field.text(), problem);
    }

    private void malformed(int line, String seen, String problem) {
        remarks.add(Severity.ERROR, Kind.PolicyMalformed, line, seen, problem);
    }

    private void tooLarge(Severity severity, String problem) {
        remarks.add(severity, Kind.PolicyTooLarge, "", problem);
    }
}
