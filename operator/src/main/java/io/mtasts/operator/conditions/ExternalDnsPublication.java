package io.mtasts.operator.conditions;

import io.mtasts.operator.gather.PolicyInput;
import io.mtasts.operator.publish.DNSEndpoint;
import io.mtasts.operator.publish.RecordKind;
import io.mtasts.operator.reasons.OperatorReason;
import io.mtasts.operator.resources.ChildName;
import java.util.Objects;
import java.util.Optional;

/** Why external-dns has not brought a record about, as far as DNS and its own object show. */
final class ExternalDnsPublication {
    /** Below it the TXT registry creates TXT records, and never changes or removes them. */
    private static final String LEAST_VERSION = "v0.22.0";

    private static final String LEAVES_THE_EARLIER =
            "external-dns 0.21 to 0.23 with the provider rfc2136 leaves the old record next to the new one at each"
                    + " change of a TXT record with a semicolon; spec.dns.publish: Update does not need external-dns.";

    private ExternalDnsPublication() {}

    static ConditionResult of(PolicyInput input, RecordKind kind, ConditionResult judged) {
        var name = input.route().name(kind);
        var found = FoundTexts.of(input, kind);
        if (!told(input, name)
                && !input.spec().publishing().adopt()
                && found.filter(texts -> !texts.foreign().isEmpty()).isPresent()) {
            return RecordPublication.foreign(
                    input, judged, name, found.orElseThrow().foreign());
        }
        var refused = input.refused().of("DNSEndpoint");
        if (refused.isPresent()) {
            return ConditionResult.no(
                    judged.type(),
                    OperatorReason.ChildRefused,
                    "external-dns cannot publish %s. %s"
                            .formatted(name, refused.get().sentence()));
        }
        var object = "DNSEndpoint " + ChildName.of(input.policy());
        if (!RecordPublication.overdue(input, judged)) {
            return RecordPublication.publishing(
                    judged,
                    "%s has been handed to external-dns for %s, and not every name server has it yet."
                            .formatted(object, name));
        }
        return found.flatMap(texts -> EarlierBesideNew.outcome(input, judged, texts, LEAVES_THE_EARLIER))
                .orElseGet(() -> RecordPublication.notApplied(
                        judged,
                        "%s was handed to external-dns for %s more than five minutes ago, but %s"
                                .formatted(object, name, instead(input, found))));
    }

    private static boolean told(PolicyInput input, String name) {
        return input.publishers()
                .endpoint()
                .flatMap(endpoint -> Optional.ofNullable(endpoint.getSpec()))
                .filter(spec -> spec.endpoints().stream().anyMatch(record -> name.equals(record.dnsName())))
                .isPresent();
    }

    private static String instead(PolicyInput input, Optional<FoundTexts> found) {
        var texts = found.filter(some -> !some.isNothing());
        if (texts.filter(some -> !some.foreign().isEmpty()).isPresent()) {
            return "DNS has %s, which external-dns did not create and therefore leaves alone. Delete it, and external-dns writes its own."
                    .formatted(RecordPublication.quoted(texts.get().foreign()));
        }
        if (texts.filter(some -> !some.earlier().isEmpty()).isPresent()) {
            return "DNS still has the earlier %s. %s"
                    .formatted(
                            RecordPublication.quoted(texts.get().earlier()),
                            unchanged(input.publishers().endpoint()));
        }
        if (texts.isPresent()) {
            return "not every name server has it. Are they in sync (NOTIFY, zone transfer)?";
        }
        return "it is not in DNS. " + causes(input.publishers().endpoint());
    }

    private static String unchanged(Optional<DNSEndpoint> endpoint) {
        return isRead(endpoint)
                ? "external-dns has read the change. Is it older than %s? If so, its TXT registry creates TXT records but never changes them. From %s on it needs --policy=sync or upsert-only; create-only changes nothing."
                        .formatted(LEAST_VERSION, LEAST_VERSION)
                : notRead();
    }

    private static String causes(Optional<DNSEndpoint> endpoint) {
        return isRead(endpoint)
                ? "external-dns has read it, so check its log. Common causes: it runs without"
                        + " --managed-record-types=TXT (in addition to A, AAAA and CNAME); its --domain-filter leaves"
                        + " the zone out; " + LEAST_VERSION + " or later runs without --policy=sync."
                : notRead();
    }

    private static String notRead() {
        return "external-dns has not read it. Does it run with --source=crd, is it allowed to watch and update"
                + " dnsendpoints, and does its --namespace or a label filter exclude this one?";
    }

    private static boolean isRead(Optional<DNSEndpoint> endpoint) {
        return endpoint.flatMap(there -> Optional.ofNullable(there.getStatus()))
                .filter(status -> Objects.equals(
                        status.observedGeneration(),
                        endpoint.orElseThrow().getMetadata().getGeneration()))
                .isPresent();
    }
}
