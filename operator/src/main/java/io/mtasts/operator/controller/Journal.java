package io.mtasts.operator.controller;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.mtasts.api.v1alpha1.Condition;
import io.mtasts.api.v1alpha1.ConditionStatus;
import io.mtasts.api.v1alpha1.ConditionType;
import io.mtasts.api.v1alpha1.DnsRecord;
import io.mtasts.api.v1alpha1.MailDomainPolicy;
import io.mtasts.api.v1alpha1.MailDomainPolicyStatus;
import io.mtasts.api.v1alpha1.MailState;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * The log of what became of each resource: a line for each change, and none where nothing changed. Its fields are {@code kind},
 * {@code namespace}, {@code name}, {@code domain} and {@code reason}.
 */
final class Journal {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

    private Journal() {}

    /** An Event, as it is written about that resource. */
    static void event(HasMetadata about, boolean warning, String reason, String message) {
        line(warning ? Level.WARN : Level.INFO, about, reason).log(message);
    }

    /** Ready, where its status or its reason is another one than before. */
    static void ready(HasMetadata about, List<Condition> before, List<Condition> now) {
        var earlier = ready(before);
        ready(now)
                .filter(condition -> earlier.filter(other -> other.status() == condition.status()
                                && other.reason().equals(condition.reason()))
                        .isEmpty())
                .ifPresent(condition -> line(Level.INFO, about, condition.reason())
                        .log(
                                "Ready is {}{}: {}",
                                word(condition.status()),
                                earlier.map(other -> ", was %s (%s)".formatted(word(other.status()), other.reason()))
                                        .orElse(""),
                                condition.message()));
    }

    private static Optional<Condition> ready(List<Condition> conditions) {
        return conditions.stream()
                .filter(condition -> condition.is(ConditionType.Ready))
                .findFirst();
    }

    /** What the status says of mail, where that is something else than before. */
    static void mail(MailDomainPolicy about, Optional<MailDomainPolicyStatus> before, MailDomainPolicyStatus now) {
        var earlier = before.map(MailDomainPolicyStatus::mail);
        var mail = now.mail();
        if (mail == null || earlier.filter(mail::equals).isPresent()) {
            return;
        }
        line(mail == MailState.REFUSED ? Level.WARN : Level.INFO, about, reason(now))
                .log(
                        "Mail is {}{}",
                        word(mail),
                        earlier.map(other -> ", was " + word(other)).orElse(""));
    }

    private static String reason(MailDomainPolicyStatus status) {
        return ready(status.conditions()).map(Condition::reason).orElse("");
    }

    /** What becomes of the record that senders go by. */
    static void record(MailDomainPolicy about, RecordMove move, MailDomainPolicyStatus now) {
        switch (move) {
            case SHOWN ->
                line(Level.INFO, about, "RecordShown")
                        .log(
                                "The record is to be published: {}",
                                RecordMove.record(now).map(Journal::text).orElse(""));
            case WITHHELD ->
                line(Level.INFO, about, "RecordWithheld")
                        .log("The record for the new policy is withheld until that policy is seen everywhere");
        }
    }

    private static String text(DnsRecord record) {
        return "%s. TXT \"%s\"".formatted(record.name(), record.value());
    }

    private static String word(ConditionStatus status) {
        return switch (status) {
            case TRUE -> "True";
            case FALSE -> "False";
            case UNKNOWN -> "Unknown";
        };
    }

    private static String word(MailState mail) {
        return mail.name().toLowerCase(Locale.ROOT);
    }

    private static LoggingEventBuilder line(Level level, HasMetadata about, String reason) {
        var line = LOG.atLevel(level)
                .addKeyValue("kind", about.getKind())
                .addKeyValue("namespace", about.getMetadata().getNamespace())
                .addKeyValue("name", about.getMetadata().getName());
        if (about instanceof MailDomainPolicy policy) {
            line = line.addKeyValue(
                    "domain", Objects.requireNonNullElse(policy.getSpec().domain(), ""));
        }
        return line.addKeyValue("reason", reason);
    }
}
