package io.mtasts.operator.rollout;

import io.mtasts.api.v1alpha1.LedgerEntry;
import io.mtasts.api.v1alpha1.PolicyHost;
import io.mtasts.api.v1alpha1.PolicyMode;
import io.mtasts.api.v1alpha1.ServedPolicy;
import io.mtasts.policy.MxPattern;
import io.mtasts.policy.PolicyId;
import io.mtasts.policy.StsPolicyParser;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What there was of a domain before a status says that anything was served for it: MTA-STS may be older than the resource. */
public sealed interface FirstContact {
    /** The longest max_age that there is, in seconds (RFC 8461 section 3.2). */
    int LONGEST_MAX_AGE = 31_557_600;

    /**
     * From what is public.
     *
     * @param bodies that are valid policies, each once; one of mode enforce goes before others
     * @param ids that DNS names
     * @param host what is to be remembered of the policy host
     */
    static FirstContact of(List<String> bodies, List<String> ids, Optional<PolicyHost> host, Instant now) {
        var policies = bodies.stream()
                .map(body -> policy(body, ids, now).at(host.orElse(null)))
                .sorted(Comparator.comparing(policy -> policy.mode() != PolicyMode.ENFORCE))
                .toList();
        if (policies.isEmpty()) {
            return ids.isEmpty() ? new Nothing() : new RecordAlone(ids.getFirst(), host);
        }
        var adopted = policies.getFirst();
        boolean named = ids.isEmpty() || ids.contains(adopted.id());
        return new Found(
                named ? adopted : underId(ids.getFirst(), adopted),
                policies.stream().skip(1).map(FirstContact::held).toList());
    }

    /** Under an id that stands in DNS, where that can be one of ours, so that it may go on standing there. */
    private static ServedPolicy policy(String body, List<String> ids, Instant now) {
        var policy = StsPolicyParser.parse(body.getBytes(StandardCharsets.ISO_8859_1))
                .value()
                .orElseThrow();
        int revision = Policies.revision(body, ids::contains).orElse(0);
        return new ServedPolicy(
                PolicyId.of(body, revision).text(),
                revision,
                Policies.mode(policy.mode()),
                policy.mx().stream().map(MxPattern::text).toList(),
                Math.toIntExact(policy.maxAgeSeconds()),
                body,
                now,
                null);
    }

    private static ServedPolicy underId(String id, ServedPolicy policy) {
        return new ServedPolicy(
                id,
                policy.revision(),
                policy.mode(),
                policy.mx(),
                policy.maxAgeSeconds(),
                policy.body(),
                policy.since(),
                policy.seenSince(),
                policy.host());
    }

    private static LedgerEntry held(ServedPolicy policy) {
        return new LedgerEntry(String.valueOf(policy.id()), policy.mode(), policy.mx(), policy.maxAgeSeconds(), null);
    }

    /** Nobody has looked yet, or DNS gave no answer: nothing is decided before. */
    record NotYet() implements FirstContact {}

    /** There is no record and no policy. */
    record Nothing() implements FirstContact {}

    /**
     * A policy that is served goes on from where it is.
     *
     * @param policy under the id that DNS names, if it names one
     * @param ledger what else senders may hold
     */
    record Found(ServedPolicy policy, List<LedgerEntry> ledger) implements FirstContact {
        public Found {
            ledger = List.copyOf(ledger);
        }
    }

    /**
     * A record stands, and its policy cannot be fetched: senders may hold any, for as long as there is.
     *
     * @param id that the record names
     * @param host what is to be remembered of the policy host
     */
    record RecordAlone(String id, Optional<PolicyHost> host) implements FirstContact {
        LedgerEntry entry() {
            return new LedgerEntry(id, PolicyMode.ENFORCE, List.of(), LONGEST_MAX_AGE, null, true);
        }
    }
}
