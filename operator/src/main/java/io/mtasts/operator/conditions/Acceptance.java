package io.mtasts.operator.conditions;

import io.mtasts.api.v1alpha1.ConditionType;
import io.mtasts.api.v1alpha1.MailDomainPolicySpec;
import io.mtasts.api.v1alpha1.PublishMethod;
import io.mtasts.check.Listed;
import io.mtasts.check.ObservedReason;
import io.mtasts.operator.gather.DomainGrants;
import io.mtasts.operator.gather.PolicyInput;
import io.mtasts.operator.publish.Route;
import io.mtasts.operator.reasons.OperatorReason;
import io.mtasts.operator.rollout.HandOver;
import io.mtasts.operator.rollout.Overrides;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Can the spec be acted on? The first rule that objects decides. What is already served stays as it is all the same. */
final class Acceptance {
    private static final List<Function<PolicyInput, Optional<ConditionResult>>> IN_ORDER = List.of(
            Acceptance::domainIsKept, // one that is handed over is no longer to be judged
            Acceptance::domainIsGranted, // before it is said that somebody else has it
            Acceptance::domainIsOurs, // the rest is the owner's matter
            Acceptance::serverExists,
            Acceptance::gatewayAPIInstalled,
            Acceptance::certificateIsNotTheGateways,
            Acceptance::certManagerInstalled,
            Acceptance::issuerNamed,
            Acceptance::issuerAllowed,
            Acceptance::issuerExists, // only kinds of an installed cert-manager can be looked for
            Acceptance::externalDNSInstalled,
            Acceptance::updateServerKnown,
            Acceptance::namesAreFree,
            Acceptance::childrenAreTaken); // the only one that stops nothing else

    private Acceptance() {}

    static ConditionResult of(PolicyInput input) {
        return IN_ORDER.stream()
                .flatMap(rule -> rule.apply(input).stream())
                .findFirst()
                .orElseGet(() -> accepted(input));
    }

    private static Optional<ConditionResult> domainIsKept(PolicyInput input) {
        return input.clusterState()
                .successor()
                .filter(successor -> input.handOver() == HandOver.DONE)
                .flatMap(successor -> refuse(
                        OperatorReason.DomainConflict,
                        "%s has been handed over to MailDomainPolicy %s in namespace %s, which serves it. Delete this resource: that goes at once and does not retire the policy."
                                .formatted(
                                        input.spec().domain(),
                                        successor.getMetadata().getName(),
                                        successor.getMetadata().getNamespace())));
    }

    private static Optional<ConditionResult> domainIsGranted(PolicyInput input) {
        return input.grants()
                .filter(grants -> !grants.cover(input.spec().domain()))
                .flatMap(grants -> refuse(OperatorReason.DomainNotGranted, notGranted(input, grants)));
    }

    private static String notGranted(PolicyInput input, DomainGrants grants) {
        var namespace = input.policy().getMetadata().getNamespace();
        var domain = input.spec().domain();
        var list = Stream.concat(grants.entries().stream(), Stream.of(domain)).collect(Collectors.joining(","));
        var how = list.matches("[a-z0-9.*,-]{1,200}")
                ? "kubectl annotate namespace %s --overwrite '%s=%s'"
                        .formatted(namespace, DomainGrants.ANNOTATION, list)
                : "kubectl edit namespace %s, where the annotation is a comma-separated list".formatted(namespace);
        return "The annotation %s of Namespace %s does not grant %s. Anyone who may edit the Namespace can grant it: %s."
                .formatted(DomainGrants.ANNOTATION, namespace, domain, how);
    }

    private static Optional<ConditionResult> domainIsOurs(PolicyInput input) {
        if (input.ownsDomain()) {
            return Optional.empty();
        }
        var owner = input.owner().getMetadata();
        boolean here = owner.getNamespace().equals(input.policy().getMetadata().getNamespace());
        return refuse(
                OperatorReason.DomainConflict,
                "%s belongs to %s. Delete this one, or have that one hand it over without an interruption: kubectl annotate mdp/%s -n %s %s=%s/%s."
                        .formatted(
                                input.spec().domain(),
                                here
                                        ? "MailDomainPolicy " + owner.getName()
                                        : "a MailDomainPolicy in another namespace",
                                here ? owner.getName() : "NAME",
                                here ? owner.getNamespace() : "ITS-NAMESPACE",
                                Overrides.HAND_OVER_TO,
                                input.policy().getMetadata().getNamespace(),
                                input.policy().getMetadata().getName()));
    }

    private static Optional<ConditionResult> serverExists(PolicyInput input) {
        var name = input.spec().serverName();
        boolean madeOnDemand = name.equals(MailDomainPolicySpec.DEFAULT_SERVER);
        return input.observeOnly() || madeOnDemand || input.server().isPresent()
                ? Optional.empty()
                : refuse(
                        OperatorReason.ServerNotFound,
                        "PolicyServer %s does not exist in this namespace. Create it, or remove spec.server to use the one called default."
                                .formatted(name));
    }

    private static Optional<ConditionResult> gatewayAPIInstalled(PolicyInput input) {
        return input.byGateway() && !input.gatewayAPI()
                ? refuse(
                        OperatorReason.GatewayAPIMissing,
                        "PolicyServer %s is exposed by a Gateway, but this cluster does not have gateway.networking.k8s.io/v1."
                                        .formatted(input.spec().serverName())
                                + " Install the Gateway API, or set spec.exposure.ingress there.")
                : Optional.empty();
    }

    private static Optional<ConditionResult> certificateIsNotTheGateways(PolicyInput input) {
        return input.byGateway() && input.spec().certificate() != null
                ? refuse(
                        OperatorReason.CertificateNotAllowed,
                        "PolicyServer %s is exposed by a Gateway, whose listener holds the certificate for %s. Remove spec.certificate."
                                .formatted(input.spec().serverName(), input.policyHost()))
                : Optional.empty();
    }

    private static Optional<ConditionResult> certManagerInstalled(PolicyInput input) {
        return input.wantsCertificate() && !input.certManager()
                ? refuse(
                        OperatorReason.CertManagerMissing,
                        "The certificate for %s comes from cert-manager, but this cluster does not have cert-manager.io/v1."
                                        .formatted(input.policyHost())
                                + " Install cert-manager, or name a TLS Secret of your own in"
                                + " spec.certificate.secretName.")
                : Optional.empty();
    }

    private static Optional<ConditionResult> issuerNamed(PolicyInput input) {
        return input.wantsCertificate() && input.issuer().isEmpty()
                ? refuse(
                        OperatorReason.IssuerNotFound,
                        "No issuer is named for the certificate of %s. Set spec.certificate.issuerRef here or on PolicyServer %s, or give the operator a default issuer."
                                .formatted(input.policyHost(), input.spec().serverName()))
                : Optional.empty();
    }

    private static Optional<ConditionResult> issuerAllowed(PolicyInput input) {
        return input.wantsCertificate() && !input.issuerAllowed()
                ? input.issuer()
                        .flatMap(issuer -> refuse(
                                OperatorReason.IssuerNotAllowed,
                                "%s %s is not on the operator's list of allowed issuers. Name another one in spec.certificate.issuerRef, or have the list extended (--allowed-issuers)."
                                        .formatted(issuer.kind(), issuer.name())))
                : Optional.empty();
    }

    private static Optional<ConditionResult> issuerExists(PolicyInput input) {
        return input.wantsCertificate() && !input.issuerFound()
                ? input.issuer()
                        .flatMap(issuer -> refuse(
                                OperatorReason.IssuerNotFound,
                                "%s %s does not exist. Create it, or name another one in spec.certificate.issuerRef; kind says whether it is an Issuer in this namespace or a ClusterIssuer."
                                        .formatted(issuer.kind(), issuer.name())))
                : Optional.empty();
    }

    private static Optional<ConditionResult> externalDNSInstalled(PolicyInput input) {
        return input.route().method() == PublishMethod.EXTERNAL_DNS
                        && !input.publishers().externalDNS()
                ? refuse(
                        OperatorReason.ExternalDNSMissing,
                        "%s is ExternalDNS, but this cluster does not have DNSEndpoint of externaldns.k8s.io/v1alpha1. Install external-dns with its CRD and --source=crd, or publish in another way."
                                .formatted(publishField(input)))
                : Optional.empty();
    }

    /** The names are an administrator's, and whoever may write here may use each of them. */
    private static Optional<ConditionResult> updateServerKnown(PolicyInput input) {
        var route = input.route();
        if (route.method() != PublishMethod.UPDATE
                || route.updateServer()
                        .filter(input.publishers().updateServers()::contains)
                        .isPresent()) {
            return Optional.empty();
        }
        var known = input.publishers().updateServers();
        return refuse(
                OperatorReason.UpdateServerUnknown,
                "The operator has no update server %s; %s. Correct updateServer next to %s, or have it added to the operator's settings (chart value updateServers)."
                        .formatted(
                                route.updateServer().orElse(""),
                                known.isEmpty() ? "it has none" : "it has " + Listed.few(known),
                                publishField(input)));
    }

    private static String publishField(PolicyInput input) {
        return input.route().delegatedTo().isPresent()
                ? "spec.delegation.publish of PolicyServer " + input.spec().serverName()
                : "spec.dns.publish";
    }

    private static Optional<ConditionResult> namesAreFree(PolicyInput input) {
        return input.namesTaken().isEmpty()
                ? Optional.empty()
                : refuse(
                        OperatorReason.NameTaken,
                        "%s already exists and was not created for this resource, so it is left alone. Delete or rename it, or rename this MailDomainPolicy."
                                .formatted(String.join(" and ", input.namesTaken())));
    }

    /** Before this process has tried it is as the one before said. */
    private static Optional<ConditionResult> childrenAreTaken(PolicyInput input) {
        var refused = input.refused();
        if (!refused.tried()) {
            return input.before()
                    .flatMap(status -> status.condition(ConditionType.Accepted))
                    .filter(condition -> condition.reason().equals(OperatorReason.ChildRefused.name()))
                    .flatMap(condition -> refuse(OperatorReason.ChildRefused, condition.message()));
        }
        return refused.list().isEmpty() ? Optional.empty() : refuse(OperatorReason.ChildRefused, refused.message());
    }

    private static ConditionResult accepted(PolicyInput input) {
        return ConditionResult.yes(
                ConditionType.Accepted,
                ObservedReason.AllGood,
                input.observeOnly()
                        ? "The operator only observes: somebody else serves the policy and publishes the records."
                        : leftOver(input).orElse("The spec can be acted on, and the domain belongs to this resource."));
    }

    /** Whoever leaves external-dns keeps his records, since that object holds them: to delete it would delete them. */
    private static Optional<String> leftOver(PolicyInput input) {
        return input.route().method() == PublishMethod.EXTERNAL_DNS
                ? Optional.empty()
                : input.publishers()
                        .endpoint()
                        .map(endpoint ->
                                "DNSEndpoint %s is left over from spec.dns.publish: ExternalDNS, and external-dns still publishes what it says. %s"
                                        .formatted(endpoint.getMetadata().getName(), onceDeleted(input.route())));
    }

    private static String onceDeleted(Route route) {
        return switch (route.method()) {
            case MANUAL ->
                "When you delete it, external-dns removes those records, so publish what status.records shows right"
                        + " afterwards.";
            case UPDATE ->
                "Delete it: external-dns then removes those records, and %s gets them again at the next probe."
                        .formatted(route.publisher());
            case EXTERNAL_DNS -> "";
        };
    }

    private static Optional<ConditionResult> refuse(OperatorReason reason, String message) {
        return Optional.of(ConditionResult.no(ConditionType.Accepted, reason, message));
    }
}
