package io.mtasts.lab.demo;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the story reads of the status of a MailDomainPolicy. The lab knows no more of the operator than a cluster does. */
@JsonIgnoreProperties(ignoreUnknown = true)
record SeenStatus(
        List<Condition> conditions,
        List<DnsRecord> records,
        @Nullable Served policy) {
    private static final int SHORT_ID = 8;

    SeenStatus(@Nullable List<Condition> conditions, @Nullable List<DnsRecord> records, @Nullable Served policy) {
        this.conditions = conditions == null ? List.of() : List.copyOf(conditions);
        this.records = records == null ? List.of() : List.copyOf(records);
        this.policy = policy;
    }

    static SeenStatus none() {
        return new SeenStatus(List.of(), List.of(), null);
    }

    /** The policy that is served. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Served(String id, String mode) {}

    boolean serves(String mode) {
        return policy != null && policy.mode().equals(mode);
    }

    /** The id of the policy that is served, as messages show it. */
    String shortId() {
        return policy == null ? "" : policy.id().substring(0, SHORT_ID);
    }

    /** A condition of the resource. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Condition(
            String type,
            String status,
            String reason,
            @Nullable String message) {
        boolean isTrue() {
            return status.equals("True");
        }

        /** {@code MXTLSValid=False, MXExpired}. */
        @Override
        public String toString() {
            return "%s=%s, %s".formatted(type, status, reason);
        }
    }

    /** A record that should stand in DNS; without a value while it must not be published. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record DnsRecord(String name, String type, @Nullable String value, String state) {}

    Optional<Condition> condition(String type) {
        return conditions.stream().filter(one -> one.type().equals(type)).findFirst();
    }

    boolean isTrue(String type) {
        return condition(type).filter(Condition::isTrue).isPresent();
    }

    boolean hasReason(String type, String reason) {
        return condition(type).filter(one -> one.reason().equals(reason)).isPresent();
    }

    /** A record that may be copied into DNS now. */
    record Publishable(String name, String type, String value) {}

    List<Publishable> toPublish() {
        return records.stream()
                .flatMap(one ->
                        Optional.ofNullable(one.value())
                                .map(value -> new Publishable(one.name(), one.type(), value))
                                .stream())
                .toList();
    }

    /** Those of this name. */
    List<Publishable> toPublish(String name) {
        return toPublish().stream().filter(one -> one.name().equals(name)).toList();
    }
}
