package io.mtasts.report;

import io.mtasts.check.FetchedBody;
import io.mtasts.observe.AddressText;
import io.mtasts.observe.Attempt;
import io.mtasts.observe.MxHostView;
import io.mtasts.observe.MxOutcome;
import io.mtasts.observe.PublicView;
import io.mtasts.policy.MxPattern;
import io.mtasts.policy.StsPolicy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A mail server in the JSON report; {@code dnssec} is said of its MX record, {@code covered} is null when there is no policy to compare it with. */
record MxJson(
        String host,
        int preference,
        boolean dnssec,
        @Nullable Boolean covered,
        @Nullable String pattern,
        String answer,
        List<Address> addresses) {

    /** Members that the outcome does not have are null. */
    record Address(
            String address,
            @Nullable String via,
            String outcome,
            @Nullable String detail,
            @Nullable String protocol,
            @Nullable CertificateJson certificate) {}

    static List<MxJson> of(PublicView view) {
        var policies = FetchedBody.policies(view);
        return view.mailServers().hosts().stream()
                .map(host -> new MxJson(
                        host.host(),
                        host.preference(),
                        view.dnssec().mx(),
                        policies.isEmpty() ? null : covered(policies, host),
                        pattern(policies, host),
                        DnsAnswerName.of(host.addresses()),
                        host.attempts().stream().map(MxJson::address).toList()))
                .toList();
    }

    private static boolean covered(List<StsPolicy> policies, MxHostView host) {
        return policies.stream().allMatch(policy -> policy.covers(host.host()));
    }

    private static @Nullable String pattern(List<StsPolicy> policies, MxHostView host) {
        return policies.stream()
                .flatMap(policy -> policy.mx().stream())
                .filter(pattern -> pattern.covers(host.host()))
                .map(MxPattern::text)
                .findFirst()
                .orElse(null);
    }

    private static Address address(Attempt<MxOutcome> attempt) {
        return switch (attempt.outcome()) {
            case MxOutcome.NotContacted(var why) -> failed(attempt, "notContacted", why, null);
            case MxOutcome.NoConversation(var kind, var detail) ->
                failed(attempt, "noConversation", JsonReport.detail(kind, detail), null);
            case MxOutcome.StartTLSMissing(var detail) -> failed(attempt, "startTLSMissing", detail, null);
            case MxOutcome.StartTLSFailed(var detail) -> failed(attempt, "startTLSFailed", detail, null);
            case MxOutcome.TLSTooOld(var detail) -> failed(attempt, "tlsTooOld", detail, null);
            case MxOutcome.CertificateRejected(var problem, var detail, var certificate) ->
                failed(
                        attempt,
                        "certificateRejected",
                        JsonReport.detail(problem, detail),
                        certificate.map(CertificateJson::of).orElse(null));
            case MxOutcome.Accepted(var protocol, var certificate) ->
                new Address(
                        AddressText.of(attempt.address()),
                        attempt.via().orElse(null),
                        "accepted",
                        null,
                        protocol,
                        CertificateJson.of(certificate));
        };
    }

    private static Address failed(
            Attempt<MxOutcome> attempt, String outcome, String detail, @Nullable CertificateJson certificate) {
        return new Address(
                AddressText.of(attempt.address()), attempt.via().orElse(null), outcome, detail, null, certificate);
    }
}
