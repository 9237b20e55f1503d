package io.mtasts.operator.prober;

import io.mtasts.observe.DomainObserver;
import io.mtasts.observe.Look;
import io.mtasts.observe.PublicView;
import io.mtasts.observe.dns.Answer;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How a domain is probed: its pods first, and then, when there can be something new, the public. */
record Probe(DomainObserver observer, Pods pods, PublicNames names, CertificateAuthorities authorities, Clock clock) {
    /**
     * What is asked for, and how.
     *
     * @param check the value of {@code mtasts.io/check}
     * @param fresh whether what is remembered of mail servers is left aside
     * @param before the probe before this one
     * @param young whether what that one saw of the public may stand for this one
     * @param party on whose behalf
     */
    record Order(
            ProbeSpec spec, String check, boolean fresh, Optional<ProbeResult> before, boolean young, String party) {}

    /** @param askedThePublic whether what it says of the public was seen by this probe, and not by the one before */
    record Done(ProbeResult result, boolean askedThePublic) {}

    /** Waits for the network, for a bounded time. What the pods do not have yet, the public cannot see, and is not asked for. */
    Done of(Order order) {
        var spec = order.spec();
        var answers =
                spec.pods().stream().map(pod -> pods.ask(pod, spec.domain())).toList();
        var standsFor = order.before().filter(last -> !order.fresh() && spec.asksOfThePublicWhat(last.probeSpec()));
        if (standsFor.isPresent() && !spec.canBeMet(answers) && order.young()) {
            var last = standsFor.get();
            return new Done(result(order, last.view(), answers, last.names(), last.fresh()), false);
        }
        Map<String, Answer<InetAddress>> addresses = new HashMap<>();
        spec.publicNames().forEach(name -> addresses.put(name, names.addresses(name)));
        var view = observer.observe(spec.domain(), new Look(spec.probeMx(), order.fresh(), true, order.party()));
        return new Done(result(order, view, answers, addresses, order.fresh()), true);
    }

    private ProbeResult result(
            Order order,
            PublicView view,
            List<PodAnswer> answers,
            Map<String, Answer<InetAddress>> addresses,
            boolean fresh) {
        return new ProbeResult(
                order.spec(),
                view,
                answers,
                addresses,
                propagation(order, view, answers, addresses),
                watchedSince(order, view),
                order.spec()
                        .acmeServer()
                        .map(server -> authorities.authority(order.party(), server))
                        .orElse(List.of()),
                fresh,
                order.check());
    }

    private Propagation propagation(
            Order order, PublicView view, List<PodAnswer> answers, Map<String, Answer<InetAddress>> addresses) {
        var nothing = Propagation.none("", clock.instant());
        return order.spec()
                .expected()
                .map(policy -> order.before()
                        .map(ProbeResult::propagation)
                        .orElse(nothing)
                        .after(policy.id(), policy.body(), view, answers, OwnAddresses.of(order.spec(), addresses)))
                .orElse(nothing);
    }

    private static Instant watchedSince(Order order, PublicView view) {
        var gap = order.spec().interval().multipliedBy(2);
        return order.before()
                .filter(last -> Duration.between(last.view().observedAt(), view.observedAt())
                                .compareTo(gap)
                        <= 0)
                .map(ProbeResult::watchedSince)
                .filter(since -> !since.isAfter(view.observedAt())) // the clock was set back
                .orElse(view.observedAt());
    }
}
