package io.mtasts.operator;

import io.mtasts.api.v1alpha1.LedgerEntry;
import io.mtasts.api.v1alpha1.MailDomainPolicyStatus;
import io.mtasts.api.v1alpha1.ServedPolicy;
import io.mtasts.lab.cluster.Pods;
import io.mtasts.observe.ReplicaFetch;
import io.mtasts.observe.ReplicaOutcome;
import io.mtasts.policy.PolicyId;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Looks at a policy and at the pods that serve it all the time, from outside of the operator: no id is shown while a pod answers other bytes,
 * and no pod answers bytes that the ledger does not know.
 */
final class SafetyGuard implements AutoCloseable {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
    private static final int MOST_REVISIONS = 100;

    private final OperatorLab lab;
    private final String namespace;
    private final String name;
    private final ReplicaFetch pods;
    private final Queue<String> unsafe = new ConcurrentLinkedQueue<>();
    private final AtomicInteger looks = new AtomicInteger();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    private SafetyGuard(OperatorLab lab, String namespace, String name) {
        this.lab = lab;
        this.namespace = namespace;
        this.name = name;
        this.pods = new ReplicaFetch(lab.settings(Duration.ofSeconds(1)).network());
    }

    static SafetyGuard over(OperatorLab lab, String namespace, String name) {
        var guard = new SafetyGuard(lab, namespace, name);
        var _ = guard.timer.scheduleWithFixedDelay(guard::look, 0, BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
        return guard;
    }

    List<String> unsafe() {
        return List.copyOf(unsafe);
    }

    /** How many times an id was shown and every pod was asked. */
    int looks() {
        return looks.get();
    }

    private void look() {
        try {
            var shown = lab.shownRecord(namespace, name);
            var bodies = bodies();
            var status = lab.policy(namespace, name).getStatus();
            if (status == null) {
                return;
            }
            bodies.stream()
                    .filter(body -> !knows(status.ledger(), body))
                    .forEach(body -> unsafe.add("a pod answers what is in no ledger: " + body));
            if (shown.isPresent() && shown.equals(lab.shownRecord(namespace, name))) {
                looks.incrementAndGet();
                compare(status, shown.get(), bodies);
            }
        } catch (RuntimeException e) {
            unsafe.add("the guard could not look: " + e);
        }
    }

    /** What was shown before the pods were asked is shown still, so it was shown meanwhile. */
    private void compare(MailDomainPolicyStatus status, String shown, List<String> bodies) {
        var served = Optional.ofNullable(status.policy()).map(ServedPolicy::body);
        bodies.stream()
                .filter(body -> served.filter(body::equals).isEmpty())
                .forEach(body -> unsafe.add("%s is shown while a pod answers %s".formatted(shown, body)));
        if (served.isEmpty()
                || !shown.contains(
                        String.valueOf(Objects.requireNonNull(status.policy()).id()))) {
            unsafe.add("%s is shown while %s is served".formatted(shown, status.policy()));
        }
    }

    private static boolean knows(List<LedgerEntry> ledger, String body) {
        return IntStream.range(0, MOST_REVISIONS)
                .mapToObj(revision -> PolicyId.of(body, revision).text())
                .anyMatch(id -> ledger.stream().anyMatch(entry -> entry.id().equals(id)));
    }

    /** What the pods answer that answer at all. */
    private List<String> bodies() {
        return lab.cluster().pods().of(namespace, "mta-sts-default").stream()
                .map(pod -> pods.fetch("killed.test", InetAddress.ofLiteral(pod.address()), Pods.PORT))
                .filter(ReplicaOutcome.Answered.class::isInstance)
                .map(ReplicaOutcome.Answered.class::cast)
                .filter(answer -> answer.status() == 200)
                .map(ReplicaOutcome.Answered::body)
                .toList();
    }

    @Override
    public void close() {
        timer.shutdownNow();
        pods.close();
    }
}
