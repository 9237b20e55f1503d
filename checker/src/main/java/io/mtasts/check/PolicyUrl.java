package io.mtasts.check;

import io.mtasts.observe.PublicView;

/** Where a policy stands (RFC 8461 section 3.3). */
public final class PolicyUrl {
    private PolicyUrl() {}

    /** Such as {@code https://mta-sts.example.com/.well-known/mta-sts.txt}. */
    public static String of(PublicView view) {
        return "https://%s/.well-known/mta-sts.txt".formatted(view.policyHost().host());
    }
}
