package io.mtasts.reports.store;

import io.mtasts.tlsrpt.TlsReport.PolicyResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * The policy that a sender went by, as it reports it.
 *
 * @param type {@code sts}, {@code tlsa}, {@code no-policy-found}, or a later one
 * @param digest of its lines in normal form, in hexadecimal; empty where the report does not have them
 * @param mode of an MTA-STS policy; empty where the report does not say
 * @param patterns of mail servers, in lower case
 * @param lines in normal form
 */
public record ReportedPolicy(String type, String digest, String mode, List<String> patterns, List<String> lines) {
    private static final int LONGEST_TYPE = 60;
    private static final int LONGEST_LINE = 500;
    private static final int MOST_PATTERNS = 200;
    private static final int DIGITS = 32;

    public ReportedPolicy {
        patterns = List.copyOf(patterns);
        lines = List.copyOf(lines);
    }

    static ReportedPolicy of(PolicyResult policy) {
        var type = StoredText.of(policy.type().strip().toLowerCase(Locale.ROOT), LONGEST_TYPE);
        var lines = normal(policy.lines());
        return new ReportedPolicy(
                type,
                lines.isEmpty() ? "" : hex(lines),
                lines.stream()
                        .filter(line -> line.startsWith("mode: "))
                        .map(line -> line.substring("mode: ".length()))
                        .findFirst()
                        .orElse(""),
                policy.patterns().stream()
                        .limit(MOST_PATTERNS)
                        .map(pattern -> line(pattern.strip()))
                        .filter(pattern -> !pattern.isEmpty())
                        .toList(),
                lines);
    }

    /** The digest of a policy body (RFC 8461 section 3.2), to be compared with that of a reported one. */
    public static String digest(String body) {
        return hex(normal(Arrays.asList(body.split("\\r?\\n", -1))));
    }

    /**
     * What a sender may write otherwise without another policy being meant is made alike: one blank after the colon, lower case, no
     * empty lines, no line twice, and all in order of the alphabet.
     */
    static List<String> normal(Collection<String> lines) {
        return lines.stream()
                .flatMap(line -> Arrays.stream(line.split("[\\r\\n]+", -1)))
                .map(line -> line.replaceFirst("\\s*:\\s*", ": ")
                        .strip()
                        .replaceAll("\\s+", " ")
                        .toLowerCase(Locale.ROOT))
                .filter(line -> !line.isEmpty())
                .map(ReportedPolicy::line)
                .distinct()
                .sorted()
                .toList();
    }

    /** Tells this policy from all others, with or without a digest. */
    String hash() {
        return Hash.of(type, String.join("\n", lines), String.join("\n", patterns));
    }

    private static String line(String text) {
        return StoredText.of(text.replace('\n', ' '), LONGEST_LINE);
    }

    private static String hex(List<String> lines) {
        return HexFormat.of()
                .formatHex(Hash.sha256(String.join("\n", lines).getBytes(StandardCharsets.UTF_8)))
                .substring(0, DIGITS);
    }
}
