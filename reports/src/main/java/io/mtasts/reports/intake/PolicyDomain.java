package io.mtasts.reports.intake;

import io.mtasts.policy.ALabels;
import java.util.Locale;

/** The name of a domain, as reports have it and as we write it. */
public final class PolicyDomain {
    private PolicyDomain() {}

    /** In lower case, with A-labels and without a final dot; some senders write it otherwise. What is no name stays one that is none. */
    public static String of(String reported) {
        var text = reported.strip();
        var plain = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
        return ALabels.of(plain).orElse(plain).toLowerCase(Locale.ROOT);
    }
}
