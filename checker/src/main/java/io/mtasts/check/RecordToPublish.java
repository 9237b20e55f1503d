package io.mtasts.check;

import io.mtasts.policy.PolicyId;
import io.mtasts.policy.StsRecord;
import java.util.Optional;

/** The MTA-STS record that should stand in DNS, as far as it can be told. */
public final class RecordToPublish {
    private RecordToPublish() {}

    /**
     * With the id that is expected. Where nobody serves for us, with an id made from the policy that was fetched: any id will do
     * that changes with the policy. Empty when the policy has to come first (RFC 8461 section 8.1).
     */
    public static Optional<StsRecord> of(Evidence evidence) {
        var expectation = evidence.expectation();
        if (expectation.recordId().isPresent() || expectation.servedBody().isPresent()) {
            return expectation.recordId().map(id -> new StsRecord(new PolicyId(id)));
        }
        return FetchedBody.of(evidence.view()).stream()
                .filter(fetched -> fetched.parsed().valid())
                .findFirst()
                .map(fetched -> new StsRecord(PolicyId.of(fetched.body(), 0)));
    }

    static String remedy(Evidence evidence) {
        var name = evidence.view().record().name();
        return of(evidence)
                .map(record -> "Publish %s. TXT \"%s\".".formatted(name, record.text()))
                .orElse("Publish it once the policy can be fetched.");
    }
}
