package io.mtasts.policy;

import java.util.List;

/**
 * An MTA-STS policy (RFC 8461 section 3.2).
 *
 * @param mx in the order they are served; not empty unless the mode is none
 * @param maxAgeSeconds from 0 to {@value #MAX_AGE_LIMIT_SECONDS}
 */
public record StsPolicy(Mode mode, List<MxPattern> mx, long maxAgeSeconds) {
    /** A year, the most that max_age may be (RFC 8461 section 3.2, erratum 7282). */
    public static final long MAX_AGE_LIMIT_SECONDS = 31_557_600;

    private static final String LINE_END = "\r\n";

    /** What is no policy is a mistake of the caller: IllegalArgumentException. */
    public StsPolicy {
        mx = List.copyOf(mx);
        if (maxAgeSeconds < 0 || maxAgeSeconds > MAX_AGE_LIMIT_SECONDS) {
            throw new IllegalArgumentException(
                    "max_age must be from 0 to " + MAX_AGE_LIMIT_SECONDS + ", not " + maxAgeSeconds);
        }
        if (mx.isEmpty() && mode != Mode.NONE) {
            throw new IllegalArgumentException("mx must name at least one mail server unless mode is none");
        }
    }

    /** The one body that we serve for it, byte for byte: the policy's id depends on it. ASCII. */
    public String body() {
        var body = new StringBuilder();
        body.append("version: STSv1").append(LINE_END);
        body.append("mode: ").append(mode.text()).append(LINE_END);
        mx.forEach(pattern -> body.append("mx: ").append(pattern.text()).append(LINE_END));
        body.append("max_age: ").append(maxAgeSeconds).append(LINE_END);
        return body.toString();
    }

    /** Does one of its patterns cover that MX host name (RFC 8461 section 4.1)? */
    public boolean covers(String host) {
        return mx.stream().anyMatch(pattern -> pattern.covers(host));
    }
}
