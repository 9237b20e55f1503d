package io.mtasts.operator.resources;

import io.mtasts.api.v1alpha1.Certificate;
import io.mtasts.api.v1alpha1.MailDomainPolicy;
import io.mtasts.api.v1alpha1.PolicyServer;
import io.mtasts.policy.Sha256;

/**
 * The names of children: {@code mta-sts-}, the name of the resource that they are for, and what tells children of one
 * kind apart. At most {@value #LIMIT} characters, as Services and label values demand.
 */
public final class ChildName {
    /** The longest name, in characters. */
    public static final int LIMIT = 63;

    private static final String PREFIX = "mta-sts-";
    private static final int HASH_DIGITS = 8;

    private ChildName() {}

    /** Of a server's ServiceAccount, Deployment, Service, PodDisruptionBudget and NetworkPolicy. */
    public static String of(PolicyServer server) {
        return fitting(PREFIX + nameOf(server), "");
    }

    /** Of the ConfigMap that holds a server's nginx configuration. */
    public static String configuration(PolicyServer server) {
        return fitting(PREFIX + nameOf(server), "-nginx");
    }

    /** Of the ConfigMap that holds one shard of a server's policies, by its number from 0. */
    public static String shard(PolicyServer server, int number) {
        return fitting(PREFIX + nameOf(server), "-policies-" + number);
    }

    /** Of a policy's Certificate, Ingress and HTTPRoute. */
    public static String of(MailDomainPolicy policy) {
        return fitting(PREFIX + nameOf(policy), "");
    }

    /** Of the Secret with the policy host's certificate: the user's own, or the one that cert-manager fills. */
    public static String tlsSecret(MailDomainPolicy policy) {
        Certificate certificate = policy.getSpec().certificate();
        return certificate != null && certificate.secretName() != null
                ? certificate.secretName()
                : fitting(PREFIX + nameOf(policy), "-tls");
    }

    /** The name itself, or when it is too long its beginning and a hash of the whole. */
    static String fitting(String stem, String suffix) {
        if (stem.length() + suffix.length() <= LIMIT) {
            return stem + suffix;
        }
        var end = "-" + Sha256.hex(stem, HASH_DIGITS) + suffix;
        var start = stem.substring(0, LIMIT - end.length());
        return start.replaceAll("[^a-z0-9]+$", "") + end;
    }

    private static String nameOf(PolicyServer server) {
        return server.getMetadata().getName();
    }

    private static String nameOf(MailDomainPolicy policy) {
        return policy.getMetadata().getName();
    }
}
