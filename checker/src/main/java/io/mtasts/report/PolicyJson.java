package io.mtasts.report;

import io.mtasts.check.FetchedBody;
import io.mtasts.check.PolicyUrl;
import io.mtasts.observe.PublicView;
import io.mtasts.observe.https.PolicyOutcome;
import io.mtasts.observe.net.AddressText;
import io.mtasts.observe.net.Attempt;
import io.mtasts.policy.MxPattern;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The policy in the JSON report: its values, null when nothing that was fetched parses, and what each address answered. */
record PolicyJson(
        String url,
        @Nullable String mode,
        @Nullable List<String> mx,
        @Nullable Long maxAgeSeconds,
        String answer,
        boolean dnssec,
        List<String> aliases,
        CaaJson caa,
        List<Address> addresses) {

    /** Members that the outcome does not have are null. */
    record Address(
            String address,
            @Nullable String via,
            String outcome,
            @Nullable String detail,
            @Nullable Integer status,
            @Nullable String mediaType,
            @Nullable String protocol,
            @Nullable CertificateJson certificate) {}

    static PolicyJson of(PublicView view) {
        var policy = FetchedBody.policies(view).stream().findFirst();
        var host = view.policyHost();
        return new PolicyJson(
                PolicyUrl.of(view),
                policy.map(found -> found.mode().text()).orElse(null),
                policy.map(found -> found.mx().stream().map(MxPattern::text).toList())
                        .orElse(null),
                policy.map(found -> found.maxAgeSeconds()).orElse(null),
                DnsAnswerName.of(host.addresses()),
                view.dnssec().policyHost(),
                host.addresses().aliases(),
                CaaJson.of(host.caa()),
                host.attempts().stream().map(PolicyJson::address).toList());
    }

    private static Address address(Attempt<PolicyOutcome> attempt) {
        return switch (attempt.outcome()) {
            case PolicyOutcome.NotContacted(var why) -> failed(attempt, "notContacted", why, null);
            case PolicyOutcome.Unreachable(var kind, var detail) ->
                failed(attempt, "unreachable", JsonReport.detail(kind, detail), null);
            case PolicyOutcome.TLSFailed(var detail) -> failed(attempt, "tlsFailed", detail, null);
            case PolicyOutcome.CertificateRejected(var problem, var detail, var certificate) ->
                failed(
                        attempt,
                        "certificateRejected",
                        JsonReport.detail(problem, detail),
                        certificate.map(CertificateJson::of).orElse(null));
            case PolicyOutcome.TimedOut(var detail) -> failed(attempt, "timedOut", detail, null);
            case PolicyOutcome.Broken(var detail) -> failed(attempt, "broken", detail, null);
            case PolicyOutcome.HTTP2Only() -> failed(attempt, "http2Only", "it speaks only HTTP/2", null);
            case PolicyOutcome.Answered answered ->
                new Address(
                        AddressText.of(attempt.address()),
                        attempt.via().orElse(null),
                        "answered",
                        null,
                        answered.status(),
                        answered.mediaType().orElse(null),
                        answered.protocol(),
                        CertificateJson.of(answered.certificate()));
        };
    }

    private static Address failed(
            Attempt<PolicyOutcome> attempt, String outcome, String detail, @Nullable CertificateJson certificate) {
        return new Address(
                AddressText.of(attempt.address()),
                attempt.via().orElse(null),
                outcome,
                detail,
                null,
                null,
                null,
                certificate);
    }
}
