package io.mtasts.operator.issuance;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.mtasts.api.v1alpha1.MailDomainPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Which certificates this process has given leave to ask for: the informers hear of them a moment later, and forget deleted ones. */
final class CertificateRequests {
    private static final Duration HOUR = Duration.ofHours(1);

    private final List<Request> requests = new ArrayList<>();

    /** Who stands in the line: the oldest resource first, whoever made it. */
    record Ticket(Instant created, ResourceID id, String uid) implements Comparable<Ticket> {
        private static final Comparator<Ticket> BY_AGE = Comparator.comparing(Ticket::created)
                .thenComparing(Ticket::namespace)
                .thenComparing(ticket -> ticket.id().getName())
                .thenComparing(Ticket::uid);

        static Ticket of(MailDomainPolicy policy) {
            var metadata = policy.getMetadata();
            return new Ticket(
                    Instant.parse(metadata.getCreationTimestamp()), ResourceID.fromResource(policy), metadata.getUid());
        }

        String namespace() {
            return id.getNamespace().orElse("");
        }

        @Override
        public int compareTo(Ticket other) {
            return BY_AGE.compare(this, other);
        }
    }

    /** @param seen whether the informers know, or knew, the Certificate: from then on they say what became of it */
    record Request(Ticket ticket, Instant at, boolean seen) {}

    static boolean isLately(Instant time, Instant now) {
        return time.plus(HOUR).isAfter(now);
    }

    void add(Ticket ticket, Instant now) {
        requests.add(new Request(ticket, now, false));
    }

    /** Has leave been given, and no Certificate been seen yet? */
    boolean isOpen(Ticket ticket) {
        return requests.stream()
                .anyMatch(request -> !request.seen() && request.ticket().equals(ticket));
    }

    /** Its Certificate is there. */
    void fulfilled(Ticket ticket) {
        requests.replaceAll(
                request -> request.ticket().equals(ticket) ? new Request(ticket, request.at(), true) : request);
    }

    /** It did not ask, and will not. */
    void giveBack(Ticket ticket) {
        requests.removeIf(request -> !request.seen() && request.ticket().equals(ticket));
    }

    /**
     * Brings them up to date.
     *
     * @param there the uids of policies whose Certificates are known to the informers
     * @param alive whether a policy still is; one that is gone counts for an hour all the same
     */
    void update(Set<String> there, Predicate<Ticket> alive, Instant now) {
        requests.replaceAll(
                request -> !request.seen() && (there.contains(request.ticket().uid()) || !alive.test(request.ticket()))
                        ? new Request(request.ticket(), request.at(), true)
                        : request);
        requests.removeIf(request -> request.seen() && !isLately(request.at(), now));
    }

    /** Those whose Certificates are yet to be seen. */
    List<Ticket> open() {
        return requests.stream()
                .filter(request -> !request.seen())
                .map(Request::ticket)
                .toList();
    }

    /** Those of the last hour. */
    List<Ticket> lately(Instant now) {
        return requests.stream()
                .filter(request -> isLately(request.at(), now))
                .map(Request::ticket)
                .toList();
    }

    Set<String> uidsLately(Instant now) {
        return lately(now).stream().map(Ticket::uid).collect(Collectors.toSet());
    }
}
