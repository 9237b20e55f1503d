package io.mtasts.operator.resources;

import io.mtasts.api.v1alpha1.MailDomainPolicy;

/** Where senders fetch a policy (RFC 8461 section 3.2). */
public final class PolicyHostName {
    /** The one path of a policy host. */
    public static final String PATH = "/.well-known/mta-sts.txt";

    /** What is above it. */
    static final String DIRECTORY = "/.well-known";

    private PolicyHostName() {}

    /** The policy host of that policy's domain, for example mta-sts.example.com. */
    public static String of(MailDomainPolicy policy) {
        return of(policy.getSpec().domain());
    }

    /** The policy host of a mail domain. */
    public static String of(String domain) {
        return "mta-sts." + domain;
    }
}
