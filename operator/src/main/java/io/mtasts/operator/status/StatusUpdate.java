package io.mtasts.operator.status;

import io.mtasts.api.v1alpha1.MailDomainPolicyStatus;
import io.mtasts.operator.rollout.RolloutEvent;
import java.util.List;

/**
 * A status, and what is to be told once it is written.
 *
 * @param news steps of the rollout that were decided just now
 */
public record StatusUpdate(MailDomainPolicyStatus status, List<RolloutEvent> news) {
    public StatusUpdate {
        news = List.copyOf(news);
    }
}
