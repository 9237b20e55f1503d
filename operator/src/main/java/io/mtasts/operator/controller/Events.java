package io.mtasts.operator.controller;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.mtasts.api.v1alpha1.Condition;
import io.mtasts.api.v1alpha1.ConditionStatus;
import io.mtasts.api.v1alpha1.ConditionType;
import io.mtasts.check.ObservedReason;
import io.mtasts.operator.reasons.OperatorReason;
import io.mtasts.operator.resources.Labels;
import io.mtasts.operator.rollout.RolloutEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the people who watch a resource what has changed, as Kubernetes Events. They are written on a thread of their own: nothing waits
 * for them, and what they say also stands in the status.
 */
final class Events implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Events.class);
    private static final int MESSAGE_LIMIT = 1000;
    private static final int MOST_WAITING = 1000;
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    /** Until they hold for the first time they say how far a policy has come, which is no news worth a warning. */
    private static final List<ConditionType> STEPS =
            List.of(ConditionType.PolicyServed, ConditionType.RecordPublished, ConditionType.TLSReportingPublished);

    private static final List<String> WAITING =
            List.of(OperatorReason.WaitingForDNS.name(), OperatorReason.Issuing.name());

    /** What goes on as it should; each step of it has an Event of its own. */
    private static final List<String> ROLLOUT = Stream.of(
                    OperatorReason.Pending,
                    OperatorReason.SpecNotAccepted,
                    OperatorReason.HandingOver,
                    OperatorReason.Soaking,
                    OperatorReason.SoakPaused,
                    OperatorReason.Held,
                    OperatorReason.Retiring)
            .map(OperatorReason::name)
            .toList();

    private final KubernetesClient client;
    private final Clock clock;

    /** What the log has instead of an Event: each is said once. */
    private final Cache<String, Boolean> logged =
            Caffeine.newBuilder().maximumSize(MOST_WAITING).build();

    private final ThreadPoolExecutor writing = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(MOST_WAITING),
            Thread.ofPlatform().name("events").daemon().factory(),
            (event, _) -> LOG.warn("Too many Events are waiting to be written: dropping one"));

    Events(KubernetesClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    /** One Event for each condition that turned bad, or changed its reason while bad, and one when Ready turned good. */
    void transitions(HasMetadata about, List<Condition> before, List<Condition> now) {
        Journal.ready(about, before, now);
        for (var condition : now) {
            var earlier = before.stream()
                    .filter(other -> other.type().equals(condition.type()))
                    .findFirst();
            if (condition.is(ConditionType.Ready)) {
                if (condition.holds() && !earlier.map(Condition::holds).orElse(false)) {
                    send(about, "Normal", condition.reason(), condition.message()); // its line is there already
                }
            } else if (!condition.is(ConditionType.Stalled) && turnedBad(earlier, condition)) {
                record(about, "Warning", condition.reason(), condition.message());
            }
        }
    }

    /** One Event for each step that was taken. */
    void news(HasMetadata about, List<RolloutEvent> news) {
        news.forEach(step -> record(about, step.warning() ? "Warning" : "Normal", step.reason(), step.message()));
    }

    private static boolean turnedBad(Optional<Condition> earlier, Condition now) {
        boolean asBefore = earlier.map(before ->
                        before.status() == now.status() && before.reason().equals(now.reason()))
                .orElse(false);
        boolean held = earlier.map(Condition::holds).orElse(false);
        return now.status() == ConditionStatus.FALSE
                && !asBefore
                && !ROLLOUT.contains(now.reason())
                && !isSaidByAccepted(now)
                && (held || calls(now) || !onItsWay(now));
    }

    /** Only a person changes a record that nobody else publishes. */
    private static boolean calls(Condition now) {
        return now.is(ConditionType.RecordPublished) && now.reason().equals(ObservedReason.RecordStale.name());
    }

    /** What cannot be done without the child repeats it. */
    private static boolean isSaidByAccepted(Condition now) {
        return now.reason().equals(OperatorReason.ChildRefused.name()) && !now.is(ConditionType.Accepted);
    }

    private static boolean onItsWay(Condition now) {
        return STEPS.stream().anyMatch(now::is) || WAITING.contains(now.reason());
    }

    /** An Event that cannot be written is no reason to stop: what it says also stands in the status, and in the log. */
    void record(HasMetadata about, String type, String reason, String message) {
        Journal.event(about, type.equals("Warning"), reason, message);
        send(about, type, reason, message);
    }

    private void send(HasMetadata about, String type, String reason, String message) {
        var metadata = about.getMetadata();
        var time = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
        var event = new EventBuilder()
                .withNewMetadata()
                .withGenerateName(metadata.getName() + ".")
                .withNamespace(metadata.getNamespace())
                .endMetadata()
                .withNewInvolvedObject()
                .withApiVersion(about.getApiVersion())
                .withKind(about.getKind())
                .withName(metadata.getName())
                .withNamespace(metadata.getNamespace())
                .withUid(metadata.getUid())
                .withResourceVersion(metadata.getResourceVersion())
                .endInvolvedObject()
                .withType(type)
                .withReason(reason)
                .withMessage(message.length() > MESSAGE_LIMIT ? message.substring(0, MESSAGE_LIMIT) + "…" : message)
                .withFirstTimestamp(time)
                .withLastTimestamp(time)
                .withCount(1)
                .withReportingComponent(Labels.FIELD_MANAGER)
                .withNewSource()
                .withComponent(Labels.FIELD_MANAGER)
                .endSource()
                .build();
        writing.execute(() -> write(event));
    }

    private void write(Event event) {
        try {
            client.v1().events().resource(event).create();
        } catch (KubernetesClientException e) {
            if (TerminatingNamespace.refused(e)) {
                logInstead(event);
            } else {
                LOG.debug(
                        "Could not write Event {} for {}: {}",
                        event.getReason(),
                        event.getInvolvedObject().getName(),
                        e.getMessage());
            }
        }
    }

    /** A Namespace that is being deleted takes no Events and no status outlives it: the log has the last words. */
    private void logInstead(Event event) {
        var about = event.getInvolvedObject();
        var words = "%s %s/%s, whose Namespace is being deleted: %s: %s"
                .formatted(
                        about.getKind(), about.getNamespace(), about.getName(), event.getReason(), event.getMessage());
        if (logged.asMap().putIfAbsent(words, true) == null) {
            LOG.warn(words);
        }
    }

    /** What still waits is given a moment. */
    @Override
    public void close() {
        writing.shutdown();
        try {
            if (!writing.awaitTermination(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS)) {
                writing.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
