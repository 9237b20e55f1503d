package io.mtasts.report;

import static io.mtasts.check.Views.at;
import static io.mtasts.check.Views.host;

import io.mtasts.check.Judgement;
import io.mtasts.check.Views;
import io.mtasts.observe.dns.Answer.NoData;
import io.mtasts.observe.https.PolicyOutcome;
import io.mtasts.observe.net.NoContact;
import io.mtasts.observe.net.Vantage.Reach;
import io.mtasts.observe.smtp.MxOutcome;
import io.mtasts.observe.tls.TrustAnchors;
import java.time.Duration;
import java.util.List;

/** Two domains to report on. */
final class Domains {
    /** By which their certificates were judged. */
    static final TrustAnchors ROOTS = TrustAnchors.of(List.of());

    private Domains() {}

    static Judgement good() {
        return Judgement.of(Views.good().evidence());
    }

    /** A mail server that the policy lacks, whose certificate ends soon, one without STARTTLS, and no TLS reports. */
    static Judgement broken() {
        var expiring = new MxOutcome.Accepted("TLSv1.2", Views.certificate("mx3.example.com", Duration.ofDays(6)));
        return Judgement.of(Views.good()
                .tlsReporting(new NoData<>(List.of()))
                .mx(
                        host("mx1.example.com", 10, at("192.0.2.25", Views.accepted("mx1.example.com"))),
                        host(
                                "mx2.example.com",
                                20,
                                at("192.0.2.26", new MxOutcome.StartTLSMissing("250 <b>mx2</b> & co"))),
                        host("mx3.example.com", 30, at("192.0.2.27", expiring)))
                .evidence());
    }

    /** Nothing can be reached. */
    static Judgement outOfReach() {
        return Judgement.of(Views.good()
                .policy(new PolicyOutcome.Unreachable(NoContact.CONNECT_TIMED_OUT, ""))
                .mx(host("mx1.example.com", 10, at("192.0.2.25", new MxOutcome.NoConversation(NoContact.REFUSED, ""))))
                .vantage(Reach.CLOSED, Reach.CLOSED)
                .evidence());
    }
}
