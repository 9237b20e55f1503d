package io.mtasts.operator.conditions;

import io.mtasts.api.v1alpha1.Condition;
import io.mtasts.api.v1alpha1.ConditionStatus;
import io.mtasts.api.v1alpha1.ConditionType;
import io.mtasts.api.v1alpha1.RecordState;
import io.mtasts.check.Aspect;
import io.mtasts.check.Listed;
import io.mtasts.observe.dns.Answer;
import io.mtasts.operator.gather.PolicyInput;
import io.mtasts.operator.publish.RecordKind;
import io.mtasts.operator.publish.TextState;
import io.mtasts.operator.reasons.OperatorReason;
import io.mtasts.policy.Excerpt;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Is a record published? And why one that the operator publishes, or whose alias is another's to set, is not in DNS. */
final class RecordPublication {
    /** Name servers and external-dns are usually in step long before. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private RecordPublication() {}

    /** Of {@code _mta-sts}, which is withheld until its policy is seen everywhere. */
    static ConditionResult ofPolicy(Assessment assessment) {
        return assessment
                .served()
                .filter(policy -> policy.seenSince() == null)
                .map(policy -> RecordWithheld.of(assessment.input(), policy))
                .orElseGet(() -> of(
                        assessment,
                        RecordKind.MTA_STS,
                        assessment.ofServed().condition(ConditionType.RecordPublished, Aspect.RECORD)));
    }

    /** Of {@code _smtp._tls}. */
    static ConditionResult ofTlsReporting(Assessment assessment) {
        return of(
                assessment,
                RecordKind.TLS_REPORTING,
                assessment.condition(ConditionType.TLSReportingPublished, Aspect.TLS_REPORTING));
    }

    /** What was judged by the probe alone, unless the publisher knows more of why it is not good. */
    private static ConditionResult of(Assessment assessment, RecordKind kind, ConditionResult judged) {
        var input = assessment.input();
        if (!judged.isFalse() || input.observeOnly() || assessment.served().isEmpty()) {
            return judged;
        }
        return notDelegated(input, kind, judged).orElseGet(() -> switch (input.route()
                .method()) {
            case MANUAL ->
                FoundTexts.of(input, kind)
                        .flatMap(found -> EarlierBesideNew.outcome(input, judged, found, ""))
                        .orElse(judged);
            case UPDATE -> byUpdate(input, kind, judged);
            case EXTERNAL_DNS -> ExternalDnsPublication.of(input, kind, judged);
        });
    }

    private static Optional<ConditionResult> notDelegated(PolicyInput input, RecordKind kind, ConditionResult judged) {
        var route = input.route();
        return route.delegatedTo()
                .flatMap(zone -> input.probe())
                .map(probe -> DelegatedAlias.answer(probe, kind))
                .filter(answer -> DelegatedAlias.state(answer, route.name(kind)) != RecordState.PUBLISHED)
                .filter(answer -> !(answer instanceof Answer.Unavailable<String>))
                .map(answer -> ConditionResult.no(
                        judged.type(),
                        OperatorReason.RecordNotDelegated,
                        "%s is not a CNAME for %s%s. The owner of %s creates it once, and it never changes: %s. CNAME %s."
                                .formatted(
                                        route.publicName(kind),
                                        route.name(kind),
                                        seen(answer),
                                        input.spec().domain(),
                                        route.publicName(kind),
                                        route.name(kind))));
    }

    private static String seen(Answer<String> answer) {
        if (!answer.aliases().isEmpty()) {
            return ", it points to " + Listed.few(answer.aliases());
        }
        return answer.records().isEmpty() ? ": there is no record" : ": it has a TXT record of its own";
    }

    private static ConditionResult byUpdate(PolicyInput input, RecordKind kind, ConditionResult judged) {
        var route = input.route();
        var name = route.name(kind);
        var state = input.publishers().update().of(name);
        if (state.isEmpty()) {
            return publishing(judged, "%s is being published by %s.".formatted(name, route.publisher()));
        }
        return switch (state.get()) {
            case TextState.InPlace()
            when overdue(input, judged) ->
                notApplied(judged, """
                    %s has had the record %s for more than five minutes, but the public name servers do not have it. \
                    Is it their primary, and do they receive its changes (NOTIFY, zone transfer)? Seen: %s\
                    """.formatted(capital(route.publisher()), name, judged.message()));
            case TextState.InPlace(), TextState.Gone() ->
                publishing(
                        judged,
                        "%s has the record %s, but not every name server has it yet."
                                .formatted(capital(route.publisher()), name));
            case TextState.Foreign(var found) -> foreign(input, judged, name, found);
            case TextState.Contested(var found) ->
                ConditionResult.no(
                        judged.type(),
                        OperatorReason.RecordContested,
                        "Somebody else keeps overwriting the record %s with %s, so it is left alone. Stop the other publisher, then request a probe: kubectl annotate mdp/%s -n %s --overwrite mtasts.io/check=\"$(date)\"."
                                .formatted(
                                        name,
                                        quoted(found),
                                        input.policy().getMetadata().getName(),
                                        input.policy().getMetadata().getNamespace()));
            case TextState.Failed(var why) ->
                publishing(judged, "%s is not published: %s The operator keeps retrying.".formatted(name, why));
        };
    }

    static ConditionResult foreign(PolicyInput input, ConditionResult judged, String name, List<String> found) {
        return ConditionResult.no(
                judged.type(),
                OperatorReason.RecordForeign,
                "%s has %s, which the operator did not write. Remove it, or have it replaced: kubectl patch mdp %s -n %s --type merge -p '{\"spec\":{\"dns\":{\"adopt\":true}}}'."
                        .formatted(
                                name,
                                found.isEmpty() ? "a record" : quoted(found),
                                input.policy().getMetadata().getName(),
                                input.policy().getMetadata().getNamespace()));
    }

    /** By what the status remembers: it has been False for so long, with the record no longer withheld. */
    static boolean overdue(PolicyInput input, ConditionResult judged) {
        return input.before()
                .flatMap(status -> status.condition(judged.type()))
                .filter(condition -> condition.status() == ConditionStatus.FALSE)
                .map(Condition::lastTransitionTime)
                .map(since -> later(since, later(seenSince(input), toldSince(input))))
                .filter(since -> since.isBefore(input.now().minus(PATIENCE)))
                .isPresent();
    }

    private static Instant seenSince(PolicyInput input) {
        return input.before()
                .flatMap(status -> Optional.ofNullable(status.policy()))
                .flatMap(policy -> Optional.ofNullable(policy.seenSince()))
                .orElse(Instant.MIN);
    }

    /** Of an update this process remembers it; after a restart patience begins anew. */
    private static Instant toldSince(PolicyInput input) {
        var publishers = input.publishers();
        return switch (input.route().method()) {
            case MANUAL -> Instant.MIN;
            case UPDATE -> publishers.update().settledSince().orElse(Instant.MAX);
            case EXTERNAL_DNS ->
                publishers
                        .endpoint()
                        .map(endpoint -> Instant.parse(endpoint.getMetadata().getCreationTimestamp()))
                        .orElse(input.now());
        };
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    static ConditionResult publishing(ConditionResult judged, String message) {
        return ConditionResult.no(judged.type(), OperatorReason.Publishing, message);
    }

    static ConditionResult notApplied(ConditionResult judged, String message) {
        return ConditionResult.no(judged.type(), OperatorReason.RecordNotApplied, message);
    }

    static String quoted(List<String> texts) {
        return Listed.few(
                texts.stream().map(text -> '"' + Excerpt.of(text) + '"').toList());
    }

    private static String capital(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
