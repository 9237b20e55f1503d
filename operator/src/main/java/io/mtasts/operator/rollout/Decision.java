package io.mtasts.operator.rollout;

import io.mtasts.api.v1alpha1.LedgerEntry;
import io.mtasts.api.v1alpha1.PolicyHost;
import io.mtasts.api.v1alpha1.Retirement;
import io.mtasts.api.v1alpha1.ServedPolicy;
import io.mtasts.api.v1alpha1.Soak;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What to serve from now on, and why that is not yet what the spec asks for.
 *
 * @param serve empty where nothing was ever served and the spec cannot be acted on, and where all has ended
 * @param forced the id of the policy that {@value Overrides#FORCE} brought about last
 * @param news what was decided just now, for Events
 */
public record Decision(
        Optional<ServedPolicy> serve,
        List<LedgerEntry> ledger,
        Optional<Soak> soak,
        Optional<String> forced,
        Optional<Retirement> retirement,
        RolloutState standing,
        List<RolloutEvent> news) {
    public Decision {
        ledger = List.copyOf(ledger);
        news = List.copyOf(news);
    }

    /** Nothing is served, or nothing yet. */
    static Decision nothing(RolloutState standing, List<RolloutEvent> news) {
        return new Decision(
                Optional.empty(), List.of(), Optional.empty(), Optional.empty(), Optional.empty(), standing, news);
    }

    /** The same with what is remembered of the policy host. */
    Decision at(Optional<PolicyHost> host) {
        return new Decision(
                serve.map(policy -> policy.at(host.orElse(null))), ledger, soak, forced, retirement, standing, news);
    }

    Decision with(RolloutEvent more) {
        var all = new ArrayList<>(news);
        all.add(more);
        return new Decision(serve, ledger, soak, forced, retirement, standing, all);
    }
}
