package io.mtasts.policy;

import io.mtasts.policy.Remark.Kind;
import io.mtasts.policy.Remark.Severity;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Reads policy bodies (RFC 8461 section 3.2), in time and memory proportional to their size. */
public final class StsPolicyParser {
    /** 64 KiB, in bytes: where senders may stop reading (RFC 8461 section 3.3). A longer body is parsed, with a warning. */
    public static final int SENDER_LIMIT = 64 * 1024;

    /** 1 MiB, in bytes: a longer body is refused unread, so nobody needs to read more than one byte beyond. */
    public static final int READ_LIMIT = 1024 * 1024;

    private static final int MAX_AGE_DIGITS = 10;
    static final List<String> NAMES = List.of("version", "mode", "mx", "max_age");

    /** In bytes: where one sender cuts a policy. */
    private static final int SHORTEST_LIMIT = 10 * 1024;

    /** More unknown names than that nobody needs to be told the repetition of. */
    private static final int MOST_EXTENSIONS = 1000;

    private final Remarks remarks = new Remarks();
    private final Map<String, PolicyField> misspelt = new HashMap<>();
    private final Map<String, PolicyField> firstOfName = new HashMap<>();
    private final Map<MxPattern, Integer> firstLineOfPattern = new HashMap<>();
    private final Set<Disagreement> said = EnumSet.noneOf(Disagreement.class);
    private final List<MxPattern> mx = new ArrayList<>();
    private Optional<Mode> mode = Optional.empty();
    private OptionalLong maxAge = OptionalLong.empty();

    private StsPolicyParser() {}

    /** Reads a body as it came from the web server. */
    public static Parsed<StsPolicy> parse(byte[] body) {
        var parser = new StsPolicyParser();
        parser.read(body);
        return parser.remarks.on(parser::policy);
    }

    private void read(byte[] body) {
        if (body.length > READ_LIMIT) {
            tooLarge(
                    Severity.ERROR,
                    "the policy has more than %d bytes and was not read: senders stop at %d"
                            .formatted(READ_LIMIT, SENDER_LIMIT));
            return;
        }
        PolicyField.read(body, remarks, this::field);
        remarkOnMissing();
        if (body.length > SENDER_LIMIT) {
            tooLarge(
                    Severity.WARNING,
                    "the policy has %d bytes: senders may stop at %d".formatted(body.length, SENDER_LIMIT));
            disagree(Disagreement.ABOVE_64_KIB);
        } else if (body.length > SHORTEST_LIMIT) {
            disagree(Disagreement.ABOVE_10_KIB);
        }
    }

    private StsPolicy policy() {
        var policy = new StsPolicy(mode.orElseThrow(), mx, maxAge.orElseThrow());
        remarks.addAll(PolicyAdvice.on(policy));
        return policy;
    }

    private void field(PolicyField field) {
        var earlier = firstOfName.get(field.name());
        if (earlier == null && (firstOfName.size() < MOST_EXTENSIONS || NAMES.contains(field.name()))) {
            firstOfName.put(field.name(), field);
        }
        if (field.value().indexOf(':') >= 0 && !NAMES.contains(field.name())) {
            disagree(Disagreement.COLON_IN_EXTENSION, field);
        }
        if (earlier != null && !field.name().equals("mx")) {
            repeated(field, earlier);
            return;
        }
        switch (field.name()) {
            case "version" -> version(field);
            case "mode" -> mode(field);
            case "mx" -> pattern(field);
            case "max_age" -> maxAge(field);
            default -> extension(field);
        }
    }

    /** Ignored, even when malformed: RFC 8461 section 3.2. */
    private void repeated(PolicyField field, PolicyField first) {
        boolean known = NAMES.contains(field.name());
        remark(
                Severity.WARNING,
                Kind.FieldRepeated,
                field,
                "%s is repeated%s: the first, on line %d, counts%s"
                        .formatted(
                                field.name(),
                                field.value().equals(first.value()) ? "" : " with another value",
                                first.line(),
                                known ? "" : "; a stricter sender discards the whole policy"));
        if (known) {
            disagree(
                    field.name().equals("version") ? Disagreement.VERSION_REPEATED : Disagreement.FIELD_REPEATED,
                    field);
        }
    }

    private void version(PolicyField field) {
        if (!field.value().equals("STSv1")) {
            malformed(field, "version must be STSv1, spelled exactly like this");
        }
    }

    private void mode(PolicyField field) {
        mode = Mode.of(field.value());
        if (mode.isEmpty()) {
            malformed(field, "mode must be enforce, testing or none, in lower case");
        }
    }

    private void pattern(PolicyField field) {
        var text = field.valueAsUtf8();
        var problem = MxSyntax.problem(text);
        if (problem.isPresent()) {
            malformed(field, problem.get());
            if (MxSyntax.hasUnderscore(text)) {
                disagree(Disagreement.MX_IS_NO_HOST, field);
            } else if (text.endsWith(".")) {
                disagree(Disagreement.MX_ENDS_WITH_DOT, field);
            }
            return;
        }
        if (Abnf.digit(text.charAt(0)) && MxSyntax.looksLikeAddress(text)) {
            disagree(Disagreement.MX_IS_NO_HOST, field);
        }
        var pattern = new MxPattern(text);
        mx.add(pattern);
        var earlier = firstLineOfPattern.putIfAbsent(pattern, field.line());
        if (earlier != null) {
            remark(
                    Severity.INFO,
                    Kind.FieldRepeated,
                    field,
                    "the same pattern as on line %d: once is enough".formatted(earlier));
        }
    }

    private void maxAge(PolicyField field) {
        var digits = field.value();
        if (Abnf.digits(digits) && digits.length() <= MAX_AGE_DIGITS) { // so that a long cannot overflow
            long seconds = Long.parseLong(digits);
            if (seconds <= StsPolicy.MAX_AGE_LIMIT_SECONDS) {
                maxAge = OptionalLong.of(seconds);
                if (seconds == 0) {
                    disagree(Disagreement.MAX_AGE_ZERO, field);
                }
                return;
            }
        }
        malformed(
                field,
                "max_age must be a whole number of seconds, at most %d".formatted(StsPolicy.MAX_AGE_LIMIT_SECONDS));
        if (Abnf.digits(digits)) {
            disagree(Disagreement.MAX_AGE_ABOVE_A_YEAR, field);
        }
    }

    private void extension(PolicyField field) {
        if (!field.hasExtensionValue()) {
            malformed(
                    field,
                    "a value must be at least one character of UTF-8 text, without tabs or other control characters");
            return;
        }
        if (field.value().chars().anyMatch(c -> c > 0x7F)) {
            disagree(Disagreement.UTF8_WITHOUT_CHARSET, field);
        }
        PolicyNearMiss.nearName(field.name()).ifPresent(known -> misspelt(field, known));
    }

    /** An extension by the grammar, and hardly meant as one. */
    private void misspelt(PolicyField field, String known) {
        misspelt.putIfAbsent(known, field);
        var meant = PolicyNearMiss.of(field.text());
        remarks.add(
                Severity.WARNING,
                Kind.PolicyMalformed,
                Position.ofLine(field.line()),
                field.text(),
                "senders ignore %s, %s"
                        .formatted(
                                field.name(),
                                field.name().equalsIgnoreCase(known)
                                        ? "case matters"
                                        : "which is not the name " + known),
                meant.map(PolicyNearMiss::lines).orElse(List.of()));
    }

    private void remarkOnMissing() {
        missing("version", "add the line \"version: STSv1\"");
        missing("mode", "add a line \"mode: testing\", or enforce or none");
        if (mode.isPresent() && mode.get() != Mode.NONE) {
            missing("mx", "add a line \"mx: HOST\" for each mail server; only mode none needs none");
        }
        missing("max_age", "add a line \"max_age: 604800\" (seconds, here a week)");
    }

    private void missing(String name, String remedy) {
        if (firstOfName.containsKey(name)) {
            return;
        }
        var instead = Optional.ofNullable(misspelt.get(name));
        remarks.add(
                Severity.ERROR,
                Kind.PolicyMalformed,
                name + " is missing: "
                        + instead.map(field -> "line %d has %s in its place".formatted(field.line(), field.name()))
                                .orElse(remedy));
    }

    /** What stands there beside what was meant is taken as if it stood in its own line, so that it is not missing. */
    private void malformed(PolicyField field, String problem) {
        var meant = PolicyNearMiss.of(field.text());
        var lines = meant.map(PolicyNearMiss::lines).orElse(List.of());
        remarks.add(
                Severity.ERROR,
                Kind.PolicyMalformed,
                Position.ofLine(field.line()),
                field.text(),
                meant.flatMap(PolicyNearMiss::why).orElse(problem),
                lines);
        lines.stream().skip(1).map(line -> PolicyField.of(field.line(), line)).forEach(this::field);
    }

    private void disagree(Disagreement disagreement) {
        remarks.add(disagreement, Position.NOWHERE, "");
    }

    /** Once is enough, at the first line that shows it. */
    private void disagree(Disagreement disagreement, PolicyField field) {
        if (said.add(disagreement)) {
            remarks.add(disagreement, Position.ofLine(field.line()), field.text());
        }
    }

    private void remark(Severity severity, Kind kind, PolicyField field, String problem) {
        remarks.add(severity, kind, Position.ofLine(field.line()), field.text(), problem);
    }

    private void tooLarge(Severity severity, String problem) {
        remarks.add(severity, Kind.PolicyTooLarge, problem);
    }
}
