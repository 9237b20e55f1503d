package io.mtasts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is wanted for one mail domain. Fields that the schema gives a default are never null here either; {@code
 * server}, {@code certificate} and {@code dns} have none, since {@code Observe} takes none of them.
 */
@JsonClassDescription("What is wanted for the domain.")
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "self.mode == 'none' || (has(self.mx) && size(self.mx) > 0)",
        message = "must name at least one mail server unless mode is none",
        fieldPath = ".mx",
        reason = "FieldValueRequired")
@ValidationRule(
        value = "self.management != 'Observe' || !has(self.server)",
        message = MailDomainPolicySpec.OBSERVE_ONLY_LOOKS,
        fieldPath = ".server",
        reason = "FieldValueForbidden")
@ValidationRule(
        value = "self.management != 'Observe' || !has(self.certificate)",
        message = MailDomainPolicySpec.OBSERVE_ONLY_LOOKS,
        fieldPath = ".certificate",
        reason = "FieldValueForbidden")
@ValidationRule(
        value = "self.management != 'Observe' || !has(self.dns)",
        message = MailDomainPolicySpec.OBSERVE_ONLY_LOOKS,
        fieldPath = ".dns",
        reason = "FieldValueForbidden")
@ValidationRule(
        value = "oldSelf.management != 'Managed' || self.management != 'Observe'",
        message = MailDomainPolicySpec.MANAGED_STAYS_MANAGED,
        fieldPath = ".management",
        reason = "FieldValueForbidden")
public record MailDomainPolicySpec(
        @Required
        @JsonPropertyDescription("The mail domain: the part after the @ of its addresses. A lower-case host name"
                + " without a final dot; an internationalised name as its A-label (xn--...). Cannot be changed.")
        @Size(max = 245)
        @ValidationRule(
                value = "self == oldSelf",
                message = "cannot be changed: create another MailDomainPolicy for another domain")
        @ValidationRule(value = Syntax.ASCII, message = Syntax.ASCII_MESSAGE)
        @ValidationRule(value = Syntax.HOST_NAME, message = Syntax.HOST_NAME_MESSAGE)
        String domain,

        @Default("Managed")
        @JsonPropertyDescription("Managed: this operator serves the policy and publishes the record, or says what to"
                + " publish. Observe: somebody else does; the operator only probes and reports. Managed cannot become"
                + " Observe. Default: Managed.")
        Management management,

        @Default("testing")
        @JsonPropertyDescription(
                "What the policy finally asks of senders. none: nothing. testing: report failures but still deliver."
                    + " enforce: do not deliver to a mail server that mx does not cover, or whose TLS fails. rollout"
                    + " says how enforce is reached. Default: testing.")
        PolicyMode mode,

        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        @JsonPropertyDescription(
                "The mail servers that may take the domain's mail, as patterns in the order of the policy: a host"
                        + " name, or a wildcard for exactly one leftmost label (*.example.net). Required unless mode is"
                        + " none.")
        @Size(max = 100)
        List<@Size(max = 253) String> mx,

        @Default("604800")
        @Min(0)
        @Max(31_557_600)
        @JsonPropertyDescription(
                "How long senders cache the policy, in seconds (the RFC's max_age). A longer time protects better, but"
                        + " leaving MTA-STS takes that long. Default: 604800 (7 days).")
        Integer maxAgeSeconds,

        @Default("{}") @JsonPropertyDescription("How a policy reaches mode enforce.")
        Rollout rollout,

        @JsonPropertyDescription(
                "The PolicyServer of this namespace that serves the policy. Absent means \"default\", which"
                        + " is created when missing.")
        @Size(max = 63)
        @ValidationRule(value = Syntax.DNS_LABEL, message = Syntax.DNS_LABEL_MESSAGE)
        @Nullable
        String server,

        @JsonPropertyDescription(
                "Where the certificate for mta-sts.<domain> comes from. Absent: as the PolicyServer says,"
                        + " else from the operator's default issuer.")
        @Nullable
        Certificate certificate,

        @JsonPropertyDescription(
                "How the DNS records are published. Absent means Manual: the status says what to" + " publish.")
        @Nullable
        Dns dns,

        @JsonPropertyDescription("Asks senders for reports about TLS failures (RFC 8460).") @Nullable
        TlsReporting tlsReporting,

        @Default("{}") @JsonPropertyDescription("How often and how the domain is probed from outside.")
        Checks checks,

        @Default("Retire")
        @JsonPropertyDescription(
                "What deleting this resource does. Retire: senders that have an enforce policy cached are told to drop"
                    + " it before anything is removed, which takes up to maxAgeSeconds. Delete: everything is removed"
                    + " at once, and such senders may refuse mail if a mail server changes later. Default: Retire.")
        DeletionPolicy deletionPolicy) {

    static final String OBSERVE_ONLY_LOOKS =
            "management: Observe only probes, so it takes no server, certificate or dns; remove it, or use management:"
                    + " Managed";

    /** Whoever only looks on serves nothing from one moment to the next, while senders may hold an enforce policy. */
    static final String MANAGED_STAYS_MANAGED =
            "cannot become Observe, which would end at once what is served. Delete this MailDomainPolicy: it retires;"
                    + " then create one that observes";

    /** The PolicyServer that serves a domain which names none. */
    public static final String DEFAULT_SERVER = "default";

    /** Fills in the schema's defaults. */
    public MailDomainPolicySpec(
            String domain,
            @Nullable Management management,
            @Nullable PolicyMode mode,
            @Nullable List<String> mx,
            @Nullable Integer maxAgeSeconds,
            @Nullable Rollout rollout,
            @Nullable String server,
            @Nullable Certificate certificate,
            @Nullable Dns dns,
            @Nullable TlsReporting tlsReporting,
            @Nullable Checks checks,
            @Nullable DeletionPolicy deletionPolicy) {
        this.domain = domain;
        this.management = Objects.requireNonNullElse(management, Management.MANAGED);
        this.mode = Objects.requireNonNullElse(mode, PolicyMode.TESTING);
        this.mx = mx == null ? List.of() : List.copyOf(mx);
        this.maxAgeSeconds = Objects.requireNonNullElse(maxAgeSeconds, 604_800);
        this.rollout = Objects.requireNonNullElse(rollout, Rollout.DEFAULT);
        this.server = server;
        this.certificate = certificate;
        this.dns = dns;
        this.tlsReporting = tlsReporting;
        this.checks = Objects.requireNonNullElse(checks, Checks.DEFAULT);
        this.deletionPolicy = Objects.requireNonNullElse(deletionPolicy, DeletionPolicy.RETIRE);
    }

    /** The name of the PolicyServer that serves the domain. */
    public String serverName() {
        return Objects.requireNonNullElse(server, DEFAULT_SERVER);
    }

    /** How records are published, Manual when the spec does not say. */
    public Dns publishing() {
        return Objects.requireNonNullElse(dns, Dns.MANUAL);
    }
}
