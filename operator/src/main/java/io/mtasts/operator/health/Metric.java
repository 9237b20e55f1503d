package io.mtasts.operator.health;

import java.util.List;
import java.util.stream.Stream;

/** Every metric of our own: the one table that the registry and docs/metrics.md are made of. */
enum Metric {
    DOMAIN_CONDITION(
            "mtasts_domain_condition",
            Scope.EACH_DOMAIN,
            Type.GAUGE,
            "A condition of the domain: 1 True, 0 False, -1 Unknown.",
            "condition"),
    DOMAIN_MAIL(
            "mtasts_domain_mail",
            Scope.EACH_DOMAIN,
            Type.GAUGE,
            "1 for what MTA-STS does to the mail of the domain now: ok, refused, recovering, unprotected or"
                    + " unknown.",
            "mail"),
    DOMAIN_SERVED_MODE(
            "mtasts_domain_served_mode",
            Scope.EACH_DOMAIN,
            Type.GAUGE,
            "1 for the mode of the policy that is served now: enforce, testing or none.",
            "mode"),
    DOMAIN_MX_CERTIFICATE_EXPIRY(
            "mtasts_domain_mx_certificate_expiry_timestamp_seconds",
            Scope.EACH_DOMAIN,
            Type.GAUGE,
            "When the first certificate of the domain's mail servers expires, in seconds since 1970."),
    DOMAIN_MX_CERTIFICATE_RENEWAL_DUE(
            "mtasts_domain_mx_certificate_renewal_due_timestamp_seconds",
            Scope.EACH_DOMAIN,
            Type.GAUGE,
            "From when on that certificate counts as expiring soon: 14 days before it expires, or when a third of its"
                    + " lifetime is left, whichever is later; in seconds since 1970."),
    DOMAIN_POLICY_HOST_CERTIFICATE_EXPIRY(
            "mtasts_domain_policy_host_certificate_expiry_timestamp_seconds",
            Scope.EACH_DOMAIN,
            Type.GAUGE,
            "When the certificate that the policy host presents expires, in seconds since 1970."),
    DOMAIN_POLICY_HOST_CERTIFICATE_RENEWAL_DUE(
            "mtasts_domain_policy_host_certificate_renewal_due_timestamp_seconds",
            Scope.EACH_DOMAIN,
            Type.GAUGE,
            "From when on that counts as expiring soon, by the same rule, in seconds since 1970."),
    DOMAIN_LAST_LOOK(
            "mtasts_domain_last_look_timestamp_seconds",
            Scope.EACH_DOMAIN,
            Type.GAUGE,
            "When the domain was last probed from outside, in seconds since 1970."),
    POLICIES(
            "mtasts_policies",
            Scope.LEADER,
            Type.GAUGE,
            "Number of MailDomainPolicies that have that condition with that status.",
            "condition",
            "status"),
    POLICIES_BY_MAIL(
            "mtasts_policies_by_mail",
            Scope.LEADER,
            Type.GAUGE,
            "Number of MailDomainPolicies by what MTA-STS does to the mail of their domains: ok, refused, recovering,"
                    + " unprotected or unknown.",
            "mail"),
    LOOK_DURATION(
            "mtasts_look_duration_seconds",
            Scope.PROCESS,
            Type.HISTOGRAM,
            "Duration of a probe of a domain from outside: its DNS records, its policy, its mail servers, the pods."),
    LOOKS_WAITING(
            "mtasts_looks_waiting",
            Scope.PROCESS,
            Type.GAUGE,
            "Probes that are due but waiting because as many as allowed are running."),
    API_WRITES(
            "mtasts_api_writes_total",
            Scope.PROCESS,
            Type.COUNTER,
            "Write requests that the API server answered, including rejected ones. kind is the plural with the"
                    + " subresource; verb is apply, create, update, patch or delete.",
            "kind",
            "verb"),
    RECORDS(
            "mtasts_records_total",
            Scope.PROCESS,
            Type.COUNTER,
            "Number of times that a status began to show an _mta-sts record for publishing, or to withhold it: shown"
                    + " or withheld.",
            "action"),
    LEADER("mtasts_leader", Scope.PROCESS, Type.GAUGE, "1 in the operator that is the leader, 0 in a standby.");

    /** Who has it. */
    enum Scope {
        /** The leader, one series or more for each domain; {@code --domain-metrics false} does without. */
        EACH_DOMAIN,
        /** The leader. */
        LEADER,
        /** Every operator. */
        PROCESS
    }

    /** In Prometheus' words. */
    enum Type {
        GAUGE,
        COUNTER,
        HISTOGRAM
    }

    private static final List<String> OF_A_DOMAIN = List.of("namespace", "name", "domain");

    private final String prometheusName;
    private final Scope scope;
    private final Type type;
    private final String help;

    @SuppressWarnings("ImmutableEnumChecker") // a List.of
    private final List<String> labels;

    Metric(String prometheusName, Scope scope, Type type, String help, String... labels) {
        this.prometheusName = prometheusName;
        this.scope = scope;
        this.type = type;
        this.help = help;
        this.labels = List.of(labels);
    }

    /** As a query writes it. */
    String prometheusName() {
        return prometheusName;
    }

    Scope scope() {
        return scope;
    }

    Type type() {
        return type;
    }

    String help() {
        return help;
    }

    /** In the order in which values are given; those of a domain come first. */
    List<String> labels() {
        return scope == Scope.EACH_DOMAIN
                ? Stream.concat(OF_A_DOMAIN.stream(), labels.stream()).toList()
                : labels;
    }
}
