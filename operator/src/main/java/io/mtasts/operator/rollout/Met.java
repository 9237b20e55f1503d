package io.mtasts.operator.rollout;

import io.mtasts.api.v1alpha1.LedgerEntry;
import io.mtasts.api.v1alpha1.PolicyMode;
import io.mtasts.policy.MxPattern;
import io.mtasts.policy.PolicyId;
import io.mtasts.policy.StsPolicy;
import io.mtasts.policy.StsPolicyParser;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Policies whose bytes a probe met beside those that are served: senders may fetch them, under whatever id stands in DNS, and keep them from
 * then.
 *
 * @param ledger without an end for those met, and with those of mode enforce that it did not have
 * @param ids of the entries whose bytes were met
 */
public record Met(List<LedgerEntry> ledger, Set<String> ids) {
    public Met {
        ledger = List.copyOf(ledger);
        ids = Set.copyOf(ids);
    }

    /**
     * The ledger with what was met.
     *
     * @param bodies other than the one that is served; whatever they are
     */
    public static Met of(List<LedgerEntry> ledger, List<String> bodies) {
        var entered = new ArrayList<LedgerEntry>();
        var ids = new HashSet<String>();
        for (var body : bodies) {
            var policy = StsPolicyParser.parse(body.getBytes(StandardCharsets.ISO_8859_1))
                    .value();
            var known = ledger.stream()
                    .filter(entry -> isOf(entry, body, policy))
                    .map(LedgerEntry::id)
                    .toList();
            ids.addAll(known);
            if (known.isEmpty()) {
                policy.filter(stranger -> Policies.mode(stranger.mode()) == PolicyMode.ENFORCE)
                        .map(stranger -> entry(body, stranger))
                        .ifPresent(entry -> {
                            entered.add(entry);
                            ids.add(entry.id());
                        });
            }
        }
        ledger.stream()
                .map(entry -> ids.contains(entry.id()) ? open(entry) : entry)
                .forEach(entered::add);
        return new Met(entered, ids);
    }

    /** Also where the probe was at another policy than the one served since, and tells of nothing else. */
    private static LedgerEntry open(LedgerEntry entry) {
        return entry.ending(null).replaced(null);
    }

    /** An adopted policy has an id that does not follow from its bytes. */
    private static boolean isOf(LedgerEntry entry, String body, Optional<StsPolicy> policy) {
        return Boolean.TRUE.equals(entry.adopted())
                ? policy.filter(one -> Policies.mode(one.mode()) == entry.mode()
                                && one.maxAgeSeconds() == entry.maxAgeSeconds()
                                && patterns(one).equals(entry.mx()))
                        .isPresent()
                : Policies.revision(body, entry.id()::equals).isPresent();
    }

    /** Its id only tells it from others here: what DNS names it by is not known. */
    private static LedgerEntry entry(String body, StsPolicy policy) {
        return new LedgerEntry(
                PolicyId.of(body, 0).text(),
                PolicyMode.ENFORCE,
                patterns(policy),
                Math.toIntExact(policy.maxAgeSeconds()),
                null,
                true);
    }

    private static List<String> patterns(StsPolicy policy) {
        return policy.mx().stream()
                .map(MxPattern::text)
                .limit(Ledger.MOST_PATTERNS)
                .toList();
    }
}
