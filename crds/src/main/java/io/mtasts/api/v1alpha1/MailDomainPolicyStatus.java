package io.mtasts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was found and decided about one mail domain. Lists are sorted and times are whole seconds, so that an unchanged
 * world gives an equal status. */
@JsonClassDescription("What was found and decided. Written by the operator.")
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MailDomainPolicyStatus(
        @JsonPropertyDescription("metadata.generation of the spec that this status is about.") @Nullable
        Long observedGeneration,

        @JsonPropertyDescription(
                "What MTA-STS does to mail now. ok: protected. refused: senders refuse some mail server now."
                    + " recovering: senders that check the record's id deliver again, others may refuse until the"
                    + " ledger's date. unprotected: no enforce policy is in force. unknown: it could not be observed.")
        @Nullable
        MailState mail,

        @JsonPropertyDescription("The policy that is served now.") @Nullable
        ServedPolicy policy,

        @JsonPropertyDescription("The _mta-sts record that is in DNS.") @Nullable
        PublishedRecord record,

        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        @JsonPropertyDescription("The records that should be in DNS, each with what was seen.")
        List<DnsRecord> records,

        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        @JsonPropertyDescription(
                "The mail servers that DNS names, at most 32 of them; all are compared with the" + " policy.")
        List<MxHost> mx,

        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        @JsonPropertyDescription("Policies that a sender may still have cached.")
        List<LedgerEntry> ledger,

        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        @JsonPropertyDescription("For each pattern of spec.mx, when a mail server that it covers may take mail.")
        List<PatternSafety> patterns,

        @JsonPropertyDescription("How far the soak has come.") @Nullable
        Soak soak,

        @JsonPropertyDescription("Set while the policy is being retired.") @Nullable
        Retirement retirement,

        @JsonPropertyDescription("What happens next, or what it is waiting for.") @Nullable
        NextStep next,

        @JsonPropertyDescription("The last value of the annotation mtasts.io/check that was acted on.") @Nullable
        String lastHandledCheck,

        @JsonPropertyDescription(
                "The id of the policy that the annotation mtasts.io/force brought about last; for that id it does not"
                        + " count again.")
        @Nullable
        String lastForced,

        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        @JsonPropertyDescription("What was found, one condition a question; Ready sums up.")
        List<Condition> conditions) {

    /** Copies the lists. */
    public MailDomainPolicyStatus(
            @Nullable Long observedGeneration,
            @Nullable MailState mail,
            @Nullable ServedPolicy policy,
            @Nullable PublishedRecord record,
            @Nullable List<DnsRecord> records,
            @Nullable List<MxHost> mx,
            @Nullable List<LedgerEntry> ledger,
            @Nullable List<PatternSafety> patterns,
            @Nullable Soak soak,
            @Nullable Retirement retirement,
            @Nullable NextStep next,
            @Nullable String lastHandledCheck,
            @Nullable String lastForced,
            @Nullable List<Condition> conditions) {
        this.observedGeneration = observedGeneration;
        this.mail = mail;
        this.policy = policy;
        this.record = record;
        this.records = copy(records);
        this.mx = copy(mx);
        this.ledger = copy(ledger);
        this.patterns = copy(patterns);
        this.soak = soak;
        this.retirement = retirement;
        this.next = next;
        this.lastHandledCheck = lastHandledCheck;
        this.lastForced = lastForced;
        this.conditions = copy(conditions);
    }

    /** A status that says nothing yet. */
    public static Builder builder() {
        return new Builder();
    }

    /** The condition of that type. */
    public Optional<Condition> condition(ConditionType type) {
        return conditions.stream().filter(condition -> condition.is(type)).findFirst();
    }

    /** The policy that is served for this resource; empty where it was only fetched, from somebody who may not be us. */
    public Optional<ServedPolicy> served() {
        return Optional.ofNullable(policy).filter(found -> found.since() != null);
    }

    private static <T> List<T> copy(@Nullable List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }

    /** Gathers a status piece by piece; what is not set is absent. */
    public static final class Builder {
        private @Nullable Long observedGeneration;
        private @Nullable MailState mail;
        private @Nullable ServedPolicy policy;
        private @Nullable PublishedRecord record;
        private List<DnsRecord> records = List.of();
        private List<MxHost> mx = List.of();
        private List<LedgerEntry> ledger = List.of();
        private List<PatternSafety> patterns = List.of();
        private @Nullable Soak soak;
        private @Nullable Retirement retirement;
        private @Nullable NextStep next;
        private @Nullable String lastHandledCheck;
        private @Nullable String lastForced;
        private List<Condition> conditions = List.of();

        private Builder() {}

        public Builder observedGeneration(@Nullable Long observedGeneration) {
            this.observedGeneration = observedGeneration;
            return this;
        }

        public Builder mail(@Nullable MailState mail) {
            this.mail = mail;
            return this;
        }

        public Builder policy(@Nullable ServedPolicy policy) {
            this.policy = policy;
            return this;
        }

        public Builder record(@Nullable PublishedRecord record) {
            this.record = record;
            return this;
        }

        public Builder records(List<DnsRecord> records) {
            this.records = records;
            return this;
        }

        public Builder mx(List<MxHost> mx) {
            this.mx = mx;
            return this;
        }

        public Builder ledger(List<LedgerEntry> ledger) {
            this.ledger = ledger;
            return this;
        }

        public Builder patterns(List<PatternSafety> patterns) {
            this.patterns = patterns;
            return this;
        }

        public Builder soak(@Nullable Soak soak) {
            this.soak = soak;
            return this;
        }

        public Builder retirement(@Nullable Retirement retirement) {
            this.retirement = retirement;
            return this;
        }

        public Builder next(@Nullable NextStep next) {
            this.next = next;
            return this;
        }

        public Builder lastHandledCheck(@Nullable String lastHandledCheck) {
            this.lastHandledCheck = lastHandledCheck;
            return this;
        }

        public Builder lastForced(@Nullable String lastForced) {
            this.lastForced = lastForced;
            return this;
        }

        public Builder conditions(List<Condition> conditions) {
            this.conditions = conditions;
            return this;
        }

        public MailDomainPolicyStatus build() {
            return new MailDomainPolicyStatus(
                    observedGeneration,
                    mail,
                    policy,
                    record,
                    records,
                    mx,
                    ledger,
                    patterns,
                    soak,
                    retirement,
                    next,
                    lastHandledCheck,
                    lastForced,
                    conditions);
        }
    }
}
