package io.mtasts.operator.prober;

import io.mtasts.check.SeenRecord;
import io.mtasts.observe.PublicView;
import io.mtasts.observe.dns.Answer;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What one probe brought.
 *
 * @param probeSpec what was probed
 * @param pods what each ready pod answered
 * @param names the addresses of each public name
 * @param propagation how far the expected policy has been seen to spread, this probe included
 * @param watchedSince the first of the probes in a row, this one the last, of which no two were further apart than two intervals
 * @param authority by which names CAA records speak of whoever issues the certificate; none where that is not known
 * @param fresh whether what was remembered of mail servers was left aside
 * @param handledCheck the value of {@code mtasts.io/check} that had been asked for when the probe began; empty for none
 */
public record ProbeResult(
        ProbeSpec probeSpec,
        PublicView view,
        List<PodAnswer> pods,
        Map<String, Answer<InetAddress>> names,
        Propagation propagation,
        Instant watchedSince,
        List<String> authority,
        boolean fresh,
        String handledCheck) {
    public ProbeResult {
        pods = List.copyOf(pods);
        names = Map.copyOf(names);
        authority = List.copyOf(authority);
    }

    /** Where the policy host may lead and still lead here. */
    public OwnAddresses own() {
        return OwnAddresses.of(probeSpec, names);
    }

    /** Addresses of the policy host that are not ours, and could not be seen from here: they may answer anything. */
    public List<InetAddress> unseen() {
        return own().unseen(view.policyHost());
    }

    /** Is there a pod, and does each answer with the policy that was expected? */
    public boolean everyPodGivesIt() {
        return !pods.isEmpty()
                && probeSpec
                        .expected()
                        .filter(policy -> pods.stream().allMatch(policy::isGivenBy))
                        .isPresent();
    }

    /** Does every name server that answers give one record, and does it name the policy that was expected? */
    boolean recordNamesIt() {
        var record = SeenRecord.of(view.record());
        return record.variants().size() == 1
                && record.parsed().stream().map(seen -> seen.id().text()).anyMatch(this::expects);
    }

    private boolean expects(String id) {
        return probeSpec.expected().filter(policy -> policy.id().equals(id)).isPresent();
    }
}
