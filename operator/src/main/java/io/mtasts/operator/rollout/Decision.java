package io.mtasts.operator.rollout;

import io.mtasts.api.v1alpha1.LedgerEntry;
import io.mtasts.api.v1alpha1.ServedPolicy;
import io.mtasts.api.v1alpha1.Soak;
import java.util.List;
import java.util.Optional;

/**
 * What to serve from now on, and why that is not yet what the spec asks for.
 *
 * @param serve empty where nothing was ever served and the spec cannot be acted on
 */
public record Decision(Optional<ServedPolicy> serve, List<LedgerEntry> ledger, Optional<Soak> soak, Standing standing) {
    public Decision {
        ledger = List.copyOf(ledger);
    }
}
