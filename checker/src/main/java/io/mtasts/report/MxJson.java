package io.mtasts.report;

import io.mtasts.check.DaneState;
import io.mtasts.check.FetchedBody;
import io.mtasts.check.Judgement;
import io.mtasts.dane.TlsaRecord;
import io.mtasts.observe.net.AddressText;
import io.mtasts.observe.net.Attempt;
import io.mtasts.observe.smtp.MxOutcome;
import io.mtasts.observe.tls.SendingStack;
import io.mtasts.policy.MxPatterns;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A mail server in the JSON report; {@code dnssec} is said of its MX record, {@code covered} is null when there is no policy to compare it with,
 * {@code dane} is "valid", "invalid", "unknown", or null where senders find no TLSA records to rely on.
 */
record MxJson(
        String host,
        int preference,
        boolean dnssec,
        @Nullable Boolean covered,
        @Nullable String pattern,
        String answer,
        @Nullable String dane,
        List<String> tlsa,
        List<Address> addresses) {

    /** Members that the outcome does not have are null; {@code refusedBy} has the TLS libraries of senders that refuse what others accept. */
    record Address(
            String address,
            @Nullable String via,
            String outcome,
            @Nullable String detail,
            @Nullable String protocol,
            @Nullable CertificateJson certificate,
            @Nullable OtherCertificateJson otherCertificate,
            @Nullable List<String> refusedBy) {}

    static List<MxJson> of(Judgement judgement) {
        var view = judgement.evidence().view();
        var policies = FetchedBody.policies(view);
        var eachPolicy =
                policies.stream().map(policy -> new MxPatterns(policy.mx())).toList();
        var all = new MxPatterns(
                policies.stream().flatMap(policy -> policy.mx().stream()).toList());
        return view.mailServers().hosts().stream()
                .map(host -> new MxJson(
                        host.host(),
                        host.preference(),
                        view.dnssec().mx(),
                        policies.isEmpty() ? null : eachPolicy.stream().allMatch(policy -> policy.covers(host.host())),
                        all.covering(host.host()).orElse(null),
                        DnsAnswerName.of(host.addresses()),
                        DaneState.of(judgement, host.host())
                                .map(state -> state.name().toLowerCase(Locale.ROOT))
                                .orElse(null),
                        host.tlsa().answer().records().stream()
                                .map(TlsaRecord::text)
                                .toList(),
                        host.attempts().stream().map(MxJson::address).toList()))
                .toList();
    }

    private static Address address(Attempt<MxOutcome> attempt) {
        return switch (attempt.outcome()) {
            case MxOutcome.NotContacted(var why) -> failed(attempt, "notContacted", why, null);
            case MxOutcome.NoConversation(var kind, var detail) ->
                failed(attempt, "noConversation", JsonReport.detail(kind, detail), null);
            case MxOutcome.RefusesUs refusal -> failed(attempt, "refusesUs", refusal.reply(), null);
            case MxOutcome.StartTLSMissing(var detail) -> failed(attempt, "startTLSMissing", detail, null);
            case MxOutcome.StartTLSFailed(var detail) -> failed(attempt, "startTLSFailed", detail, null);
            case MxOutcome.TLSTooOld(var detail) -> failed(attempt, "tlsTooOld", detail, null);
            case MxOutcome.CertificateRejected(var problem, var detail, var certificate) ->
                failed(
                        attempt,
                        "certificateRejected",
                        JsonReport.detail(problem, detail),
                        certificate.map(CertificateJson::of).orElse(null));
            case MxOutcome.Accepted accepted ->
                new Address(
                        AddressText.of(attempt.address()),
                        attempt.via().orElse(null),
                        "accepted",
                        null,
                        accepted.protocol(),
                        CertificateJson.of(accepted.certificate()),
                        accepted.other().map(OtherCertificateJson::of).orElse(null),
                        accepted.refusing().stream().map(SendingStack::name).toList());
        };
    }

    private static Address failed(
            Attempt<MxOutcome> attempt, String outcome, String detail, @Nullable CertificateJson certificate) {
        return new Address(
                AddressText.of(attempt.address()),
                attempt.via().orElse(null),
                outcome,
                detail,
                null,
                certificate,
                null,
                null);
    }
}
