package io.mtasts.operator.publish;

import io.mtasts.api.v1alpha1.Delegation;
import io.mtasts.api.v1alpha1.MailDomainPolicySpec;
import io.mtasts.api.v1alpha1.Management;
import io.mtasts.api.v1alpha1.PolicyServer;
import io.mtasts.api.v1alpha1.PublishMethod;
import io.mtasts.policy.Sha256;
import java.util.Optional;

/**
 * How the TXT records of a domain get into DNS, and under which names. A policy that names a publisher has its records in its own zone;
 * one that names none uses the delegation of its server, if that has one.
 *
 * @param updateServer with {@link PublishMethod#UPDATE}
 * @param delegatedTo the provider's zone in which the records stand, behind aliases of the domain's owner
 */
public record Route(String domain, PublishMethod method, Optional<String> updateServer, Optional<String> delegatedTo) {
    private static final int HASH_DIGITS = 16;

    /**
     * The way that holds for a policy.
     *
     * @param server the PolicyServer that the policy names, if it is there
     */
    public static Route of(MailDomainPolicySpec spec, Optional<PolicyServer> server) {
        var dns = spec.publishing();
        if (dns.publish() != PublishMethod.MANUAL) {
            return new Route(spec.domain(), dns.publish(), Optional.ofNullable(dns.updateServer()), Optional.empty());
        }
        return server.filter(found -> spec.management() == Management.MANAGED)
                .flatMap(found -> Optional.ofNullable(found.getSpec().delegation()))
                .map(delegation -> through(spec.domain(), delegation))
                .orElseGet(() -> new Route(spec.domain(), PublishMethod.MANUAL, Optional.empty(), Optional.empty()));
    }

    private static Route through(String domain, Delegation delegation) {
        return new Route(
                domain,
                delegation.publish(),
                Optional.ofNullable(delegation.updateServer()),
                Optional.of(delegation.zone()));
    }

    /** The name that senders ask for. */
    public String publicName(RecordKind kind) {
        return kind.label() + "." + domain;
    }

    /** The name of the TXT record itself: with a delegation, what the public name is to be an alias of. */
    public String name(RecordKind kind) {
        return delegatedTo
                .map(zone -> "%s.%s.%s".formatted(Sha256.hex(domain, HASH_DIGITS), kind.label(), zone))
                .orElseGet(() -> publicName(kind));
    }

    public boolean manual() {
        return method == PublishMethod.MANUAL;
    }

    /** Who publishes, for messages. */
    public String publisher() {
        return switch (method) {
            case MANUAL -> "you";
            case EXTERNAL_DNS -> "external-dns";
            case UPDATE -> "update server " + updateServer.orElse("");
        };
    }
}
