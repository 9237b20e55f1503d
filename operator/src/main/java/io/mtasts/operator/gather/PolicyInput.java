package io.mtasts.operator.gather;

import io.fabric8.certmanager.api.model.v1.Certificate;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.mtasts.api.v1alpha1.Condition;
import io.mtasts.api.v1alpha1.ConditionType;
import io.mtasts.api.v1alpha1.IssuerRef;
import io.mtasts.api.v1alpha1.MailDomainPolicy;
import io.mtasts.api.v1alpha1.MailDomainPolicySpec;
import io.mtasts.api.v1alpha1.MailDomainPolicyStatus;
import io.mtasts.api.v1alpha1.Management;
import io.mtasts.api.v1alpha1.PolicyServer;
import io.mtasts.operator.prober.ProbeResult;
import io.mtasts.operator.publish.Publishers;
import io.mtasts.operator.publish.Route;
import io.mtasts.operator.rollout.HandOver;
import io.mtasts.operator.rollout.Overrides;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All that is known about one MailDomainPolicy at one moment, gathered once; everything that is decided follows from it alone.
 *
 * @param grants the domains that the namespace may have; empty where it may have any
 * @param owner the resource that has the domain: this one, or another
 * @param server the PolicyServer that the spec names, if it is there
 * @param route how the TXT records get into DNS
 * @param pods where the ready pods of that server are, sorted
 * @param certManager whether the cluster has cert-manager's kinds
 * @param gatewayAPI whether the cluster has the Gateway API's kinds
 * @param issuer the issuer that applies: the policy's own, the server's, or the operator's default
 * @param issuerAllowed whether the operator's settings let that issuer be used
 * @param issuerFound whether that issuer is there, as far as it is of a kind that we know
 * @param acme what that issuer says of itself, where it speaks ACME and a certificate is wanted of it
 * @param certificate the Certificate that is our child
 * @param issuance how far cert-manager is with that Certificate
 * @param turn whether a new certificate may be requested now, as far as others go
 * @param ingress the Ingress that is our child
 * @param publicAddresses where the Ingress or Gateway says that it can be reached: IP addresses and names
 * @param namesTaken children that somebody else has the names of, as {@code Kind/name}
 * @param refused children that the API server refuses
 * @param publishers what there is to publish records with, and what came of it
 * @param probe what the latest probe brought
 * @param propagation how long new bytes must be seen everywhere
 * @param clusterState what else of the cluster the rollout depends on
 * @param contactable whether an address is public, or allowed to be contacted all the same
 */
public record PolicyInput(
        MailDomainPolicy policy,
        Optional<DomainGrants> grants,
        MailDomainPolicy owner,
        Optional<PolicyServer> server,
        Route route,
        List<InetSocketAddress> pods,
        boolean certManager,
        boolean gatewayAPI,
        Optional<IssuerRef> issuer,
        boolean issuerAllowed,
        boolean issuerFound,
        Optional<AcmeIssuer> acme,
        Optional<Certificate> certificate,
        Optional<Issuance> issuance,
        CertificateTurn turn,
        Optional<Ingress> ingress,
        SortedSet<String> publicAddresses,
        List<String> namesTaken,
        RefusedChildren refused,
        Publishers publishers,
        Optional<ProbeResult> probe,
        Duration propagation,
        ClusterState clusterState,
        Predicate<InetAddress> contactable,
        Instant now) {

    public MailDomainPolicySpec spec() {
        return policy.getSpec();
    }

    /** The status as it was last written. */
    public Optional<MailDomainPolicyStatus> before() {
        return Optional.ofNullable(policy.getStatus());
    }

    /** What a person asked for by annotation. */
    public Overrides overrides() {
        return Overrides.of(Objects.requireNonNullElse(policy.getMetadata().getAnnotations(), Map.of()));
    }

    /** Whether another resource takes the domain over, and how far that is. */
    public HandOver handOver() {
        return clusterState
                .successor()
                .map(successor -> hasTakenOver(successor) ? HandOver.DONE : HandOver.UNDER_WAY)
                .orElse(HandOver.NO);
    }

    /** Is its policy seen everywhere, by its own pods too, and its certificate there, and nothing that it needs refused? */
    private static boolean hasTakenOver(MailDomainPolicy successor) {
        return Optional.ofNullable(successor.getStatus())
                .filter(status -> status.served()
                        .filter(policy -> policy.seenSince() != null)
                        .isPresent())
                .filter(status -> Stream.of(
                                ConditionType.Accepted, ConditionType.CertificateReady, ConditionType.PolicyServed)
                        .allMatch(type ->
                                status.condition(type).map(Condition::holds).orElse(false)))
                .isPresent();
    }

    /** Deleted with nothing served by its status, which was lost, while its policy is held for senders all the same. */
    public boolean lostItsStatus() {
        return policy.isMarkedForDeletion()
                && before().flatMap(MailDomainPolicyStatus::served).isEmpty()
                && !Ended.isSaidOf(policy)
                && !observeOnly()
                && ownsDomain()
                && handOver() == HandOver.NO
                && clusterState.heldBody().isPresent();
    }

    /** Is what it serves to stay as it is, whatever else may not be done? */
    public boolean goesOnServing() {
        return !observeOnly()
                && ownsDomain()
                && before().flatMap(MailDomainPolicyStatus::served).isPresent();
    }

    public boolean observeOnly() {
        return spec().management() == Management.OBSERVE;
    }

    public String policyHost() {
        return "mta-sts." + spec().domain();
    }

    /** Is the certificate wanted before the policy host points here? */
    public boolean requestsBeforeDNS() {
        var certificate = spec().certificate();
        return certificate != null && Boolean.TRUE.equals(certificate.requestBeforeDNS());
    }

    public boolean ownsDomain() {
        return owner.getMetadata().getUid().equals(policy.getMetadata().getUid());
    }

    /** Is the policy host behind a Gateway? */
    public boolean byGateway() {
        return server.map(PolicyServer::getSpec)
                .map(spec -> spec.exposure() != null && spec.exposure().gateway() != null)
                .orElse(false);
    }

    /** The Secret that the user keeps, if it is one of his own. */
    public Optional<String> ownSecret() {
        return Optional.ofNullable(spec().certificate()).map(certificate -> certificate.secretName());
    }

    /** Is the certificate to come from cert-manager, by a Certificate of ours? */
    public boolean wantsCertificate() {
        return !observeOnly() && !byGateway() && ownSecret().isEmpty();
    }

    /** The same with what is now known of the names of children. */
    public PolicyInput withNamesTaken(List<String> taken) {
        return with(taken, turn);
    }

    /** The same with what is now known of the line for certificates. */
    public PolicyInput withTurn(CertificateTurn now) {
        return with(namesTaken, now);
    }

    private PolicyInput with(List<String> taken, CertificateTurn newTurn) {
        return new PolicyInput(
                policy,
                grants,
                owner,
                server,
                route,
                pods,
                certManager,
                gatewayAPI,
                issuer,
                issuerAllowed,
                issuerFound,
                acme,
                certificate,
                issuance,
                newTurn,
                ingress,
                publicAddresses,
                taken,
                refused,
                publishers,
                probe,
                propagation,
                clusterState,
                contactable,
                now);
    }

    /** Is that an IP address, and not a name? */
    public static boolean isAddress(String text) {
        return text.indexOf(':') >= 0 || text.matches("[0-9.]+");
    }

    /** Names that the policy host may be an alias of: the public name, and those of the Ingress or Gateway. */
    public SortedSet<String> publicNames() {
        return Stream.concat(publicName().stream(), publicAddresses.stream().filter(text -> !isAddress(text)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The addresses among {@link #publicAddresses()}; the others are names. */
    public Set<InetAddress> publicLiterals() {
        return publicAddresses.stream().flatMap(text -> address(text).stream()).collect(Collectors.toSet());
    }

    /** Empty for a name, and for what an ingress controller writes there that is neither. */
    public static Optional<InetAddress> address(String text) {
        try {
            return isAddress(text) ? Optional.of(InetAddress.ofLiteral(text)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    public Optional<String> publicName() {
        return server.flatMap(found -> Optional.ofNullable(found.getSpec().publicName()));
    }
}
