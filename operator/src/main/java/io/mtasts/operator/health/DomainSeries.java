package io.mtasts.operator.health;

import io.mtasts.api.v1alpha1.ConditionStatus;
import io.mtasts.api.v1alpha1.ConditionType;
import io.mtasts.api.v1alpha1.MailDomainPolicy;
import io.mtasts.api.v1alpha1.MailDomainPolicyStatus;
import io.mtasts.api.v1alpha1.MailState;
import io.mtasts.check.CertificateEnd;
import io.mtasts.observe.PublicView;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What the statuses of all MailDomainPolicies say, read when Prometheus asks: nothing is kept between, so what is gone is gone. */
final class DomainSeries implements MultiCollector {
    private final Supplier<Stream<MailDomainPolicy>> policies;
    private final Function<MailDomainPolicy, Optional<PublicView>> latestView;
    private final boolean eachDomain;

    /**
     * @param policies those of the leader; none from a standby
     * @param latestView what was seen of a domain last
     * @param eachDomain whether there are series of each domain
     */
    DomainSeries(
            Supplier<Stream<MailDomainPolicy>> policies,
            Function<MailDomainPolicy, Optional<PublicView>> latestView,
            boolean eachDomain) {
        this.policies = policies;
        this.latestView = latestView;
        this.eachDomain = eachDomain;
    }

    @Override
    public MetricSnapshots collect() {
        var known = policies.get().toList();
        var gauges = new Gauges();
        if (!known.isEmpty()) {
            count(known, gauges);
        }
        if (eachDomain) {
            known.forEach(policy -> tell(policy, gauges));
        }
        return gauges.snapshots();
    }

    /** Zeros too, so that a query has something to compare with. */
    private static void count(List<MailDomainPolicy> policies, Gauges gauges) {
        for (var type : ConditionType.values()) {
            var counted = new EnumMap<ConditionStatus, Integer>(ConditionStatus.class);
            policies.stream()
                    .flatMap(DomainSeries::status)
                    .flatMap(status -> status.condition(type).stream())
                    .forEach(condition -> counted.merge(condition.status(), 1, Integer::sum));
            for (var status : ConditionStatus.values()) {
                gauges.add(Metric.POLICIES, counted.getOrDefault(status, 0), type.name(), word(status));
            }
        }
        for (var mail : MailState.values()) {
            long saying = policies.stream()
                    .flatMap(DomainSeries::status)
                    .filter(status -> status.mail() == mail)
                    .count();
            gauges.add(Metric.POLICIES_BY_MAIL, (double) saying, lower(mail));
        }
    }

    private void tell(MailDomainPolicy policy, Gauges gauges) {
        var namespace = policy.getMetadata().getNamespace();
        var name = policy.getMetadata().getName();
        var domain = policy.getSpec().domain();
        status(policy).forEach(status -> {
            status.conditions()
                    .forEach(condition -> gauges.add(
                            Metric.DOMAIN_CONDITION,
                            value(condition.status()),
                            namespace,
                            name,
                            domain,
                            condition.type()));
            Optional.ofNullable(status.mail())
                    .ifPresent(mail -> gauges.add(Metric.DOMAIN_MAIL, 1, namespace, name, domain, lower(mail)));
            Optional.ofNullable(status.policy())
                    .ifPresent(served ->
                            gauges.add(Metric.DOMAIN_SERVED_MODE, 1, namespace, name, domain, lower(served.mode())));
            firstExpiry(status)
                    .ifPresent(expiry ->
                            gauges.add(Metric.DOMAIN_MX_CERTIFICATE_EXPIRY, seconds(expiry), namespace, name, domain));
        });
        latestView.apply(policy).ifPresent(view -> tell(view, gauges, namespace, name, domain));
    }

    private static void tell(PublicView view, Gauges gauges, String... labels) {
        gauges.add(Metric.DOMAIN_LAST_LOOK, seconds(view.observedAt()), labels);
        CertificateEnd.ofMailServers(view)
                .ifPresent(
                        end -> gauges.add(Metric.DOMAIN_MX_CERTIFICATE_RENEWAL_DUE, seconds(end.renewalDue()), labels));
        CertificateEnd.ofPolicyHost(view).ifPresent(end -> {
            gauges.add(Metric.DOMAIN_POLICY_HOST_CERTIFICATE_EXPIRY, seconds(end.notAfter()), labels);
            gauges.add(Metric.DOMAIN_POLICY_HOST_CERTIFICATE_RENEWAL_DUE, seconds(end.renewalDue()), labels);
        });
    }

    private static Optional<Instant> firstExpiry(MailDomainPolicyStatus status) {
        return status.mx().stream()
                .flatMap(host -> Stream.ofNullable(host.notAfter()))
                .min(Comparator.naturalOrder());
    }

    private static double seconds(Instant time) {
        return (double) time.getEpochSecond();
    }

    private static Stream<MailDomainPolicyStatus> status(MailDomainPolicy policy) {
        return Stream.ofNullable(policy.getStatus());
    }

    private static double value(ConditionStatus status) {
        return switch (status) {
            case TRUE -> 1;
            case FALSE -> 0;
            case UNKNOWN -> -1;
        };
    }

    private static String word(ConditionStatus status) {
        return switch (status) {
            case TRUE -> "True";
            case FALSE -> "False";
            case UNKNOWN -> "Unknown";
        };
    }

    private static String lower(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }
}
