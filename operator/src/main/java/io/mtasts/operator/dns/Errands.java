package io.mtasts.operator.dns;

import io.mtasts.api.v1alpha1.MailDomainPolicy;
import io.mtasts.api.v1alpha1.MailDomainPolicyStatus;
import io.mtasts.api.v1alpha1.PublishMethod;
import io.mtasts.api.v1alpha1.RecordType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What of a policy's status has to be written at an update server. Only what stands in the status may be acted on. */
public final class Errands {
    private Errands() {}

    /** Empty where nobody is to be updated, or where nothing may be published yet. */
    public static Optional<Errand> of(MailDomainPolicy policy, Route route, String check) {
        var status = policy.getStatus();
        if (route.method() != PublishMethod.UPDATE || route.updateServer().isEmpty() || status == null) {
            return Optional.empty();
        }
        var texts = Arrays.stream(RecordKind.values())
                .flatMap(kind -> wanted(status, route, kind).map(value -> text(policy, status, route, kind, value)))
                .toList();
        return errand(policy, route, texts, check);
    }

    /** All that may be ours, for taking it away: also a record whose next value is withheld. */
    public static Optional<Errand> ofAllOurs(MailDomainPolicy policy, Route route) {
        var status = policy.getStatus();
        if (route.method() != PublishMethod.UPDATE || route.updateServer().isEmpty() || status == null) {
            return Optional.empty();
        }
        var texts = new ArrayList<WantedText>();
        for (var kind : RecordKind.values()) {
            OwnTexts.of(status, kind, route.name(kind)).stream()
                    .sorted()
                    .findFirst()
                    .ifPresent(any -> texts.add(text(policy, status, route, kind, any)));
        }
        return errand(policy, route, texts, "");
    }

    private static Optional<Errand> errand(MailDomainPolicy policy, Route route, List<WantedText> texts, String check) {
        return texts.isEmpty()
                ? Optional.empty()
                : Optional.of(new Errand(
                        route.updateServer().orElseThrow(),
                        texts,
                        policy.getSpec().publishing().adopt(),
                        false,
                        policy.getMetadata().getGeneration() + "/" + check));
    }

    private static WantedText text(
            MailDomainPolicy policy, MailDomainPolicyStatus status, Route route, RecordKind kind, String value) {
        var name = route.name(kind);
        return new WantedText(
                name, kind, value, policy.getSpec().publishing().ttlSeconds(), OwnTexts.of(status, kind, name));
    }

    /** What the status shows for that kind; nothing while it is withheld. */
    static Stream<String> wanted(MailDomainPolicyStatus status, Route route, RecordKind kind) {
        return status.records().stream()
                .filter(record -> record.type() == RecordType.TXT)
                .filter(record -> record.name().equals(route.name(kind)))
                .flatMap(record -> Stream.ofNullable(record.value()));
    }
}
