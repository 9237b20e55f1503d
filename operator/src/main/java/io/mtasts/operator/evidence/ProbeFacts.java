package io.mtasts.operator.evidence;

import io.mtasts.api.v1alpha1.PublishedRecord;
import io.mtasts.observe.dns.Answer;
import io.mtasts.observe.dns.AtServer;
import io.mtasts.observe.dns.TxtView;
import io.mtasts.operator.conditions.Preconditions;
import io.mtasts.operator.gather.PolicyInput;
import io.mtasts.operator.rollout.HostSight;
import io.mtasts.policy.StsRecord;
import io.mtasts.policy.StsRecordParser;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the rollout goes by of record and policy host, once a pass.
 *
 * @param named the ids that DNS names, and the one that it named before
 * @param host where the policy host was seen to point; empty before the first probe
 */
public record ProbeFacts(Set<String> named, Optional<HostSight> host) {
    public static ProbeFacts of(Preconditions preconditions) {
        var named = named(preconditions.input());
        return new ProbeFacts(named, HostSightOf.of(preconditions, named));
    }

    private static Set<String> named(PolicyInput input) {
        var now = input.probe().map(seen -> ids(seen.view().record())).orElse(Set.of());
        var before = input.before().flatMap(status -> Optional.ofNullable(status.record()));
        return Stream.concat(now.stream(), before.map(PublishedRecord::id).stream())
                .collect(Collectors.toSet());
    }

    /** The ids that a record was seen to have, at the resolver and at the name servers. */
    static Set<String> ids(TxtView record) {
        return answers(record)
                .flatMap(answer -> StsRecord.candidates(answer.records()).stream())
                .flatMap(text -> StsRecordParser.parse(text).value().stream())
                .map(found -> found.id().text())
                .collect(Collectors.toSet());
    }

    /** All answers of which it was made. */
    static Stream<Answer<String>> answers(TxtView record) {
        return Stream.concat(
                Stream.of(record.answer()), record.authoritative().stream().map(AtServer::answer));
    }
}
