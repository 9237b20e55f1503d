package io.mtasts.operator.status;

import io.mtasts.api.v1alpha1.MailDomainPolicyStatus;
import io.mtasts.api.v1alpha1.MxHost;
import io.mtasts.api.v1alpha1.MxTlsState;
import io.mtasts.api.v1alpha1.ServedPolicy;
import io.mtasts.check.Aspect;
import io.mtasts.check.DaneState;
import io.mtasts.check.FetchedBody;
import io.mtasts.check.Finding;
import io.mtasts.check.Judgement;
import io.mtasts.check.Severity;
import io.mtasts.observe.MailServersView;
import io.mtasts.observe.MxHostView;
import io.mtasts.observe.dns.Answer;
import io.mtasts.observe.dns.AtServer;
import io.mtasts.observe.smtp.MxOutcome;
import io.mtasts.observe.tls.CertificateView;
import io.mtasts.operator.gather.PolicyInput;
import io.mtasts.operator.rollout.MxMemory;
import io.mtasts.policy.MxPattern;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The mail servers that DNS names, for {@code status.mx}. */
final class MxHostsOf {
    private static final int SHOWN = 32;
    private static final Set<Aspect> SAID = Set.of(Aspect.COVERAGE, Aspect.MX_TLS, Aspect.DANE);

    private MxHostsOf() {}

    /** Those that DNS names, then those that have just left it; the same as before while DNS does not say. */
    static List<MxHost> hosts(PolicyInput input, Optional<Judgement> judgement, Optional<ServedPolicy> served) {
        var before = input.before().map(MailDomainPolicyStatus::mx).orElse(List.of());
        return judgement
                .filter(judged -> !(judged.evidence().view().mailServers().answer() instanceof Answer.Unavailable<?>))
                .map(judged -> hosts(input, judged, served, before))
                .orElse(before);
    }

    private static List<MxHost> hosts(
            PolicyInput input, Judgement judgement, Optional<ServedPolicy> served, List<MxHost> before) {
        var named = named(judgement, served, before);
        var left = MxMemory.left(
                before,
                named.stream().map(MxHost::host).toList(),
                input.now(),
                input.clusterState().clockAgrees());
        return Stream.concat(named.stream(), left.stream()).toList();
    }

    private static List<MxHost> named(Judgement judgement, Optional<ServedPolicy> served, List<MxHost> before) {
        var patterns = served.map(
                        policy -> policy.mx().stream().map(MxPattern::new).toList())
                .orElseGet(() -> FetchedBody.policies(judgement.evidence().view()).stream()
                        .flatMap(policy -> policy.mx().stream())
                        .toList());
        var servers = judgement.evidence().view().mailServers();
        long kept = ttlSeconds(servers);
        return servers.hosts().stream()
                .limit(SHOWN)
                .map(host -> host(
                        host,
                        patterns,
                        judgement,
                        MxMemory.ttlSeconds(host.host(), before, kept),
                        answered(host, before)))
                .toList();
    }

    /** The longest for which somebody may keep the MX records that any server gives. */
    private static long ttlSeconds(MailServersView servers) {
        return Stream.concat(
                        Stream.of(servers.answer()),
                        servers.authoritative().stream().map(AtServer::answer))
                .mapToLong(answer -> answer instanceof Answer.Found<?> found ? found.ttlSeconds() : 0)
                .max()
                .orElse(0);
    }

    private static MxHost host(
            MxHostView host,
            List<MxPattern> patterns,
            Judgement judgement,
            @Nullable Integer ttlSeconds,
            boolean answered) {
        var tls = tls(host, judgement.evidence().now());
        var pattern = patterns.stream().filter(one -> one.covers(host.host())).findFirst();
        var message = judgement.findings().stream()
                .filter(finding -> SAID.contains(finding.aspect()))
                .filter(finding ->
                        finding.severity() != Severity.INFO && finding.subject().equals(host.host()))
                .min(Comparator.comparing(Finding::severity))
                .map(Finding::line);
        return new MxHost(
                host.host(),
                host.preference(),
                pattern.map(MxPattern::text).orElse(null),
                tls,
                DaneState.of(judgement, host.host()).map(MxHostsOf::dane).orElse(null),
                message.orElse(null),
                notAfter(host).orElse(null),
                null,
                ttlSeconds,
                (answered && tls == MxTlsState.UNKNOWN) ? true : null);
    }

    private static MxTlsState dane(DaneState state) {
        return switch (state) {
            case VALID -> MxTlsState.VALID;
            case INVALID -> MxTlsState.INVALID;
            case UNKNOWN -> MxTlsState.UNKNOWN;
        };
    }

    /** Now, or at some time before. */
    private static boolean answered(MxHostView host, List<MxHost> before) {
        return host.attempts().stream().anyMatch(attempt -> attempt.outcome() instanceof MxOutcome.RefusesUs)
                || before.stream().anyMatch(other -> other.host().equals(host.host()) && other.hasAnswered());
    }

    private static MxTlsState tls(MxHostView host, Instant now) {
        var states = host.attempts().stream()
                .map(attempt -> tls(attempt.outcome(), now))
                .toList();
        if (states.contains(MxTlsState.INVALID)) {
            return MxTlsState.INVALID;
        }
        return states.contains(MxTlsState.VALID) ? MxTlsState.VALID : MxTlsState.UNKNOWN;
    }

    /** What was seen may be an hour old, and a certificate has ended since. */
    private static MxTlsState tls(MxOutcome outcome, Instant now) {
        return switch (outcome) {
            case MxOutcome.Accepted accepted ->
                accepted.certificate().notAfter().isAfter(now) && !accepted.refusedByAll()
                        ? MxTlsState.VALID
                        : MxTlsState.INVALID;
            case MxOutcome.StartTLSMissing _,
                    MxOutcome.StartTLSFailed _,
                    MxOutcome.TLSTooOld _,
                    MxOutcome.CertificateRejected _ -> MxTlsState.INVALID;
            case MxOutcome.NotContacted _, MxOutcome.NoConversation _, MxOutcome.RefusesUs _ -> MxTlsState.UNKNOWN;
        };
    }

    private static Optional<Instant> notAfter(MxHostView host) {
        return host.attempts().stream()
                .flatMap(attempt -> attempt.outcome().certificates())
                .map(CertificateView::notAfter)
                .min(Comparator.naturalOrder());
    }
}
