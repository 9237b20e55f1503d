package io.mtasts.operator;

import static io.mtasts.api.v1alpha1.ConditionStatus.FALSE;
import static io.mtasts.api.v1alpha1.ConditionType.CertificateReady;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.certmanager.api.model.v1.Certificate;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.mtasts.api.v1alpha1.MailDomainPolicy;
import io.mtasts.lab.ca.Certificates;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** So many new certificates at a time and in an hour, and no more, the oldest first, over a restart too. */
class IssuanceQueueTest {
    private static final int DOMAINS = 60;
    private static final int LIMIT = 5;

    private OperatorLab lab;

    @BeforeEach
    void start() {
        lab = OperatorLab.withCertManager();
        lab.namespace("mail");
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    @Test
    void noMoreThanTheLimitAreWaitedForAtATime() {
        var settings = SettingsOf.like(lab.settings(Duration.ofSeconds(1)))
                .certificates(LIMIT, 10_000)
                .build();
        lab.cluster().certManager().pause();
        var most = mostWaitedFor();
        lab.startOperator(settings, Clock.systemUTC());
        domains(DOMAINS);

        soon("the others are in the line").until(() -> queued().size() == DOMAINS - LIMIT);
        assertThat(certificates()).hasSize(LIMIT);
        var message = lab.condition("mail", name(queued().getLast()), CertificateReady)
                .orElseThrow();
        assertThat(message.status()).isEqualTo(FALSE);
        assertThat(message.message())
                .isEqualTo(
                        "The certificate for mta-sts.%s is waiting its turn: at most 5 certificates may be pending at"
                            + " a time (--certificates-max-pending), and at most 100 are ahead of it. You do not need"
                            + " to do anything: the oldest goes first.",
                        queued().getLast());

        var next = queued().subList(0, 2);
        certificates().stream().limit(2).forEach(this::sign);
        soon("two more go").until(() -> certificates().size() == LIMIT + 2);
        assertThat(certificates()).containsAll(next);

        lab.stopOperator();
        var third = queued().getFirst();
        var waitedFor = certificates().stream().filter(this::isNotReady).toList();
        sign(waitedFor.getFirst());
        lab.startOperator(settings, Clock.systemUTC());
        soon("one more goes").until(() -> certificates().size() == LIMIT + 3);
        assertThat(certificates()).contains(third);
        lab.cluster().certManager().failFor("mta-sts." + waitedFor.getLast(), "the CA said no");
        soon("what has failed is not waited for").until(() -> certificates().size() == LIMIT + 4);

        lab.cluster().certManager().mend("mta-sts." + waitedFor.getLast());
        lab.cluster().certManager().resume();
        soon("all have one").until(() -> queued().isEmpty() && certificates().size() == DOMAINS);
        Awaitility.await("all are ready")
                .atMost(Duration.ofSeconds(60))
                .until(() -> certificates().stream().noneMatch(this::isNotReady));
        // The one that had failed is tried anew beside the others: that is cert-manager's.
        assertThat(most.get()).isBetween(LIMIT, LIMIT + 1);
    }

    @Test
    void noMoreThanTheLimitAreAskedForInAnHour() {
        var settings = SettingsOf.like(lab.settings(Duration.ofSeconds(1)))
                .certificates(50, 2)
                .build();
        var clock = new HandClock();
        lab.startOperator(settings, clock);
        domains(7);

        soon("two are asked for").until(() -> certificates().size() == 2 && queued().size() == 5);
        assertThat(lab.condition("mail", name(queued().getFirst()), CertificateReady)
                        .orElseThrow()
                        .message())
                .contains("at most 2 certificates may be requested in an hour (--certificates-new-per-hour), and it is"
                        + " next in line.");
        soon("they are ready").until(() -> certificates().stream().noneMatch(this::isNotReady));
        // Whoever deletes his Certificate gets another one in his turn.
        var deleted = certificates().getFirst();
        lab.kubectl("delete", "certificate", "mta-sts-" + name(deleted), "-n", "mail");
        soon("it is back in the line").until(() -> queued().size() == 6);
        clock.forward(Duration.ofMinutes(50));
        stays(1);
        var oldest = queued().getFirst();

        lab.stopOperator();
        lab.startOperator(settings, clock);
        soon("what was deleted is forgotten, and the oldest goes")
                .until(() -> certificates().size() == 2);
        assertThat(certificates()).contains(oldest);
        stays(2);

        clock.forward(Duration.ofMinutes(11));
        soon("an hour has passed since the first").until(() -> certificates().size() == 3);
        stays(3);
    }

    private void stays(int count) {
        Awaitility.await("no more are asked for")
                .during(Duration.ofSeconds(4))
                .atMost(Duration.ofSeconds(8))
                .until(() -> certificates().size() == count);
    }

    private void domains(int count) {
        IntStream.range(0, count).mapToObj("d%02d.example"::formatted).forEach(lab::domain);
        lab.apply(IntStream.range(0, count)
                .mapToObj("d%02d.example"::formatted)
                .map(domain -> OperatorLab.manifest("mail", name(domain), domain))
                .collect(Collectors.joining("---\n")));
    }

    private static String name(String domain) {
        return domain.substring(0, domain.indexOf('.'));
    }

    private void sign(String domain) {
        lab.cluster().certManager().signFor("mta-sts." + domain, Certificates.good());
    }

    private List<String> certificates() {
        return lab.client().resources(Certificate.class).inNamespace("mail").list().getItems().stream()
                .map(certificate ->
                        certificate.getSpec().getDnsNames().getFirst().substring("mta-sts.".length()))
                .sorted()
                .toList();
    }

    private boolean isNotReady(String domain) {
        return isNotReady(lab.client()
                .resources(Certificate.class)
                .inNamespace("mail")
                .withName("mta-sts-" + name(domain))
                .get());
    }

    private static boolean isNotReady(Certificate certificate) {
        return certificate.getStatus() == null
                || certificate.getStatus().getConditions().stream()
                        .noneMatch(condition -> condition.getType().equals("Ready")
                                && condition.getStatus().equals("True"));
    }

    private List<String> queued() {
        return lab.client().resources(MailDomainPolicy.class).inNamespace("mail").list().getItems().stream()
                .filter(policy -> policy.getStatus() != null
                        && policy.getStatus()
                                .condition(CertificateReady)
                                .filter(condition -> condition.reason().equals("CertificateQueued"))
                                .isPresent())
                .sorted(Comparator.<MailDomainPolicy, String>comparing(
                                policy -> policy.getMetadata().getCreationTimestamp())
                        .thenComparing(policy -> policy.getMetadata().getName()))
                .map(policy -> policy.getSpec().domain())
                .toList();
    }

    /** Watches how many Certificates are neither ready nor failed at any time. */
    private AtomicInteger mostWaitedFor() {
        var most = new AtomicInteger();
        Set<String> waitedFor = ConcurrentHashMap.newKeySet();
        lab.client().resources(Certificate.class).inNamespace("mail").inform(new ResourceEventHandler<>() {
            @Override
            public void onAdd(Certificate certificate) {
                onUpdate(certificate, certificate);
            }

            @Override
            public void onUpdate(Certificate before, Certificate now) {
                if (isNotReady(now) && !hasFailed(now)) {
                    waitedFor.add(now.getMetadata().getName());
                } else {
                    waitedFor.remove(now.getMetadata().getName());
                }
                most.accumulateAndGet(waitedFor.size(), Math::max);
            }

            @Override
            public void onDelete(Certificate certificate, boolean unknown) {
                waitedFor.remove(certificate.getMetadata().getName());
            }
        });
        return most;
    }

    private static boolean hasFailed(Certificate certificate) {
        return certificate.getStatus() != null
                && certificate.getStatus().getConditions().stream()
                        .anyMatch(condition -> "Failed".equals(condition.getReason()));
    }

    private static ConditionFactory soon(String what) {
        return Awaitility.await(what).atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(300));
    }
}
