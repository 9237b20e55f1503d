package io.mtasts.operator.prober;

import io.mtasts.observe.https.PolicyOutcome;
import io.mtasts.observe.net.Attempt;
import io.mtasts.observe.tls.CertificateView;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a policy host answers, with nothing unusual about it. */
final class PolicyAnswer {
    private PolicyAnswer() {}

    static Attempt<PolicyOutcome> valid(InetAddress address, String body) {
        var certificate = new CertificateView(List.of(), "", Instant.EPOCH, Instant.EPOCH);
        return new Attempt<>(
                address,
                Optional.empty(),
                new PolicyOutcome.Answered(
                        200,
                        PolicyOutcome.Fields.of(Optional.empty(), Optional.of("text/plain"), Optional.empty()),
                        body,
                        false,
                        "TLSv1.3",
                        certificate));
    }
}
