package io.mtasts.operator.issuance;

import io.fabric8.certmanager.api.model.v1.Certificate;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.mtasts.api.v1alpha1.ConditionType;
import io.mtasts.api.v1alpha1.MailDomainPolicy;
import io.mtasts.operator.conditions.Preconditions;
import io.mtasts.operator.gather.CertificateTurn;
import io.mtasts.operator.gather.CertificateTurn.Kind;
import io.mtasts.operator.gather.Issuance;
import io.mtasts.operator.issuance.CertificateRequests.Ticket;
import io.mtasts.operator.reasons.OperatorReason;
import io.mtasts.operator.resources.ChildName;
import io.mtasts.operator.resources.Ownership;
import io.mtasts.operator.settings.RunSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The line for new certificates: what an ACME account may ask for belongs to all of them together. Counted are the Certificates that the
 * informers know, and those that were given leave and are not known yet, so that several workers at once pass no limit and a restart
 * forgets nothing. Renewals are cert-manager's; a Certificate that is there is never touched.
 */
public final class IssuanceQueue {
    /** In between only own grants can add to the count, and those are added as they are made. */
    private static final Duration COUNT_AGAIN = Duration.ofSeconds(1);

    private final RunSettings settings;
    private final Supplier<Stream<Certificate>> certificates;
    private final Supplier<Stream<MailDomainPolicy>> policies;
    private final Function<ResourceID, Optional<MailDomainPolicy>> policy;
    private final Clock clock;
    private final NavigableSet<Ticket> waiting = new TreeSet<>();
    private final CertificateRequests requests = new CertificateRequests();
    private CertificateCount count;
    private @Nullable Instant counted;

    /**
     * @param certificates that carry our labels, whoever made them
     * @param policies all that are known
     * @param policy one of them
     */
    public IssuanceQueue(
            RunSettings settings,
            Supplier<Stream<Certificate>> certificates,
            Supplier<Stream<MailDomainPolicy>> policies,
            Function<ResourceID, Optional<MailDomainPolicy>> policy,
            Clock clock) {
        this.settings = settings;
        this.certificates = certificates;
        this.policies = policies;
        this.policy = policy;
        this.clock = clock;
        this.count = CertificateCount.none(settings);
    }

    /** May it ask for its certificate now? Leave once given holds until the Certificate is there, or none is due any more. */
    public synchronized CertificateTurn turn(Preconditions preconditions) {
        var input = preconditions.input();
        var ticket = Ticket.of(input.policy());
        if (!preconditions.certificateIsDue()) {
            waiting.remove(ticket);
            if (input.certificate().isEmpty()) {
                requests.giveBack(ticket);
            } else {
                requests.fulfilled(ticket);
            }
            return CertificateTurn.FREE;
        }
        if (requests.isOpen(ticket)) {
            return CertificateTurn.FREE;
        }
        countAgain();
        waiting.add(ticket);
        if (!admissible().contains(ticket)) {
            return queued(ticket);
        }
        waiting.remove(ticket);
        requests.add(ticket, clock.instant());
        add(count, ticket);
        return CertificateTurn.FREE;
    }

    /** Those whose turn it is by now. */
    public synchronized List<ResourceID> called() {
        if (waiting.isEmpty()) {
            return List.of();
        }
        countAgain();
        return admissible().stream().map(Ticket::id).toList();
    }

    private List<Ticket> admissible() {
        var admitted = new ArrayList<Ticket>();
        var trial = count.copy();
        for (var ticket : waiting) {
            var hindrance = trial.hindrance(ticket.namespace());
            if (hindrance.isEmpty()) {
                admitted.add(ticket);
                add(trial, ticket);
            } else if (!hindrance.get().ofNamespace()) {
                break;
            }
        }
        return admitted;
    }

    private static void add(CertificateCount count, Ticket ticket) {
        count.add(Kind.PENDING, ticket.namespace());
        count.add(Kind.PER_HOUR, ticket.namespace());
    }

    private CertificateTurn queued(Ticket ticket) {
        var bound = count.hindrance(ticket.namespace()).orElseGet(count::usual);
        long ahead = waiting.headSet(ticket).stream()
                .filter(other -> !bound.ofNamespace() || other.namespace().equals(ticket.namespace()))
                .count();
        return new CertificateTurn.Queued(bound, Math.toIntExact(ahead));
    }

    private void countAgain() {
        var now = clock.instant();
        if (counted == null) {
            policies.get().filter(IssuanceQueue::waitedBefore).map(Ticket::of).forEach(waiting::add);
        } else if (Duration.between(counted, now).abs().compareTo(COUNT_AGAIN) < 0) {
            return;
        }
        counted = now;
        var fresh = CertificateCount.none(settings);
        var askedHere = requests.uidsLately(now);
        var there = new HashSet<String>();
        certificates
                .get()
                .forEach(certificate -> owner(certificate).ifPresent(owner -> {
                    var namespace = owner.getMetadata().getNamespace();
                    there.add(owner.getMetadata().getUid());
                    if (Issuance.of(certificate).isWaitedFor()) {
                        fresh.add(Kind.PENDING, namespace);
                    }
                    if (!askedHere.contains(owner.getMetadata().getUid()) && isNew(certificate, now)) {
                        fresh.add(Kind.PER_HOUR, namespace);
                    }
                }));
        requests.update(there, this::isAlive, now);
        requests.open().forEach(ticket -> fresh.add(Kind.PENDING, ticket.namespace()));
        requests.lately(now).forEach(ticket -> fresh.add(Kind.PER_HOUR, ticket.namespace()));
        waiting.removeIf(ticket -> !isAlive(ticket));
        count = fresh;
    }

    private static boolean isNew(Certificate certificate, Instant now) {
        return CertificateRequests.isLately(
                Instant.parse(certificate.getMetadata().getCreationTimestamp()), now);
    }

    /** The policy whose child it is. Labels alone do not make it one: whoever writes in a namespace can set them. */
    private Optional<MailDomainPolicy> owner(Certificate certificate) {
        var metadata = certificate.getMetadata();
        return metadata.getOwnerReferences().stream()
                .filter(reference -> Boolean.TRUE.equals(reference.getController()))
                .findFirst()
                .flatMap(reference -> policy.apply(new ResourceID(reference.getName(), metadata.getNamespace())))
                .filter(owner -> Ownership.controls(owner, certificate))
                .filter(owner -> ChildName.of(owner).equals(metadata.getName()));
    }

    private boolean isAlive(Ticket ticket) {
        return policy.apply(ticket.id())
                .filter(found -> found.getMetadata().getUid().equals(ticket.uid()) && !found.isMarkedForDeletion())
                .isPresent();
    }

    /** Those that an earlier process let wait keep their places. */
    private static boolean waitedBefore(MailDomainPolicy policy) {
        return !policy.isMarkedForDeletion()
                && Optional.ofNullable(policy.getStatus())
                        .flatMap(status -> status.condition(ConditionType.CertificateReady))
                        .filter(condition -> condition.reason().equals(OperatorReason.CertificateQueued.name()))
                        .isPresent();
    }
}
