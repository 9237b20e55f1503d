package io.mtasts.operator.controller;

import io.mtasts.api.v1alpha1.MailDomainPolicy;
import io.mtasts.api.v1alpha1.MailDomainPolicyStatus;
import io.mtasts.operator.status.StatusUpdate;
import java.util.List;
import java.util.Optional;

/** Tells of a status that was written: by Events, in the log, and in the metrics. */
final class StatusNews {
    private final Events events;
    private final MetricsSink metricsSink;

    StatusNews(Events events, MetricsSink metricsSink) {
        this.events = events;
        this.metricsSink = metricsSink;
    }

    /** First what was done, then what came of it. */
    void tell(MailDomainPolicy policy, StatusUpdate written) {
        var before = Optional.ofNullable(policy.getStatus());
        var status = written.status();
        events.news(policy, written.news());
        RecordMove.between(before, status).ifPresent(move -> {
            metricsSink.moved(move);
            Journal.record(policy, move, status);
        });
        events.transitions(
                policy, before.map(MailDomainPolicyStatus::conditions).orElse(List.of()), status.conditions());
        Journal.mail(policy, before, status);
    }
}
