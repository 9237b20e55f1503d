package io.mtasts.policy;

import io.mtasts.policy.Remark.Kind;
import io.mtasts.policy.Remark.Severity;

/**
 * An mx pattern of a policy: a host name, or a wildcard for exactly one leftmost label (RFC 8461 section 4.1).
 *
 * @param text in lower case, without a final dot; anything that {@link #parse} would refuse is an IllegalArgumentException
 */
public record MxPattern(String text) {
    private static final String WILDCARD = "*.";

    public MxPattern {
        text = Abnf.lowerCase(text);
        MxSyntax.problem(text).ifPresent(problem -> {
            throw new IllegalArgumentException(problem);
        });
    }

    /** Reads a pattern as a person writes it, in any case; the error says which form is right. */
    public static Parsed<MxPattern> parse(String text) {
        var remarks = new Remarks();
        MxSyntax.problem(text)
                .ifPresent(problem -> remarks.add(
                        Severity.ERROR, Kind.PolicyMalformed, Position.NOWHERE, text, problem, MxSyntax.meant(text)));
        return remarks.on(() -> new MxPattern(text));
    }

    /** Does it stand for one leftmost label of any name? */
    public boolean wildcard() {
        return text.startsWith(WILDCARD);
    }

    /** Does it cover that MX host name? Case does not matter, nor does one final dot. */
    public boolean covers(String host) {
        var name = Abnf.lowerCase(host.endsWith(".") ? host.substring(0, host.length() - 1) : host);
        if (!wildcard()) {
            return name.equals(text);
        }
        int firstDot = name.indexOf('.');
        return firstDot > 0 && name.substring(firstDot).equals(text.substring(1));
    }

    @Override
    public String toString() {
        return text;
    }
}
