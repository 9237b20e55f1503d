package io.mtasts.operator.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.mtasts.api.v1alpha1.Condition;
import io.mtasts.api.v1alpha1.ConditionStatus;
import io.mtasts.api.v1alpha1.ConditionType;
import io.mtasts.api.v1alpha1.MailDomainPolicy;
import io.mtasts.api.v1alpha1.MailDomainPolicySpec;
import io.mtasts.api.v1alpha1.MailDomainPolicyStatus;
import io.mtasts.api.v1alpha1.MailState;
import io.mtasts.api.v1alpha1.MxHost;
import io.mtasts.api.v1alpha1.MxTlsState;
import io.mtasts.api.v1alpha1.PolicyMode;
import io.mtasts.api.v1alpha1.ServedPolicy;
import io.mtasts.observe.MailServersView;
import io.mtasts.observe.MxHostView;
import io.mtasts.observe.PolicyHostView;
import io.mtasts.observe.PublicView;
import io.mtasts.observe.dns.Answer;
import io.mtasts.observe.dns.Dnssec;
import io.mtasts.observe.dns.MxRecord;
import io.mtasts.observe.dns.TxtView;
import io.mtasts.observe.https.PolicyOutcome;
import io.mtasts.observe.net.Attempt;
import io.mtasts.observe.net.Vantage;
import io.mtasts.observe.smtp.MxOutcome;
import io.mtasts.observe.tls.CertificateView;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DomainSeriesTest {
    private static final Instant TIME = Instant.parse("2026-11-23T12:00:00Z");

    private final List<MailDomainPolicy> policies = new ArrayList<>();

    @Test
    void saysWhatTheStatusSays() {
        policies.add(policy("example.com", status()));

        assertThat(samples(true))
                .contains(
                        of("mtasts_domain_condition", "condition=\"Accepted\",", "", "1.0"),
                        of("mtasts_domain_condition", "condition=\"Ready\",", "", "0.0"),
                        of("mtasts_domain_condition", "condition=\"MXTLSValid\",", "", "-1.0"),
                        of("mtasts_domain_mail", "", "mail=\"refused\",", "1.0"),
                        of("mtasts_domain_served_mode", "", "mode=\"enforce\",", "1.0"),
                        of("mtasts_domain_mx_certificate_expiry_timestamp_seconds", "", "", "1.795435205E9"),
                        of("mtasts_domain_last_look_timestamp_seconds", "", "", "1.7954352E9"),
                        // a certificate of 90 days: 14 days before its end
                        of("mtasts_domain_mx_certificate_renewal_due_timestamp_seconds", "", "", "1.8020016E9"),
                        of("mtasts_domain_policy_host_certificate_expiry_timestamp_seconds", "", "", "1.7959536E9"),
                        // one of six days: when two are left
                        of(
                                "mtasts_domain_policy_host_certificate_renewal_due_timestamp_seconds",
                                "",
                                "",
                                "1.7957808E9"),
                        "mtasts_policies{condition=\"Ready\",status=\"False\"} 1.0",
                        "mtasts_policies{condition=\"Ready\",status=\"True\"} 0.0")
                .filteredOn(sample -> sample.startsWith("mtasts_domain"))
                .hasSize(10);
    }

    @Test
    void countsAllTheSame() {
        policies.add(policy("one.example", status()));
        policies.add(policy("two.example", status()));
        policies.add(policy("new.example", null));

        assertThat(samples(false))
                .contains(
                        "mtasts_policies{condition=\"Ready\",status=\"False\"} 2.0",
                        "mtasts_policies_by_mail{mail=\"refused\"} 2.0",
                        "mtasts_policies_by_mail{mail=\"recovering\"} 0.0")
                .noneMatch(sample -> sample.startsWith("mtasts_domain"));
    }

    @Test
    void hasNothingToSayOfNothing() {
        assertThat(samples(true)).isEmpty();
    }

    private static String of(String metric, String before, String between, String value) {
        return "%s{%sdomain=\"example.com\",%sname=\"example-com\",namespace=\"mail\"} %s"
                .formatted(metric, before, between, value);
    }

    private static MailDomainPolicyStatus status() {
        return MailDomainPolicyStatus.builder()
                .mail(MailState.REFUSED)
                .policy(new ServedPolicy("1", 0, PolicyMode.ENFORCE, List.of(), 86_400, "", TIME, TIME))
                .mx(List.of(mx("mx1", TIME.plusSeconds(9)), mx("mx2", TIME.plusSeconds(5)), mx("mx3", null)))
                .conditions(List.of(
                        condition(ConditionType.Ready, ConditionStatus.FALSE),
                        condition(ConditionType.Accepted, ConditionStatus.TRUE),
                        condition(ConditionType.MXTLSValid, ConditionStatus.UNKNOWN)))
                .build();
    }

    private static PublicView view() {
        var at = InetAddress.getLoopbackAddress();
        var found = new Answer.Found<>(List.of(at), List.<String>of(), 300);
        var answered = new PolicyOutcome.Answered(
                200,
                PolicyOutcome.Fields.of(Optional.empty(), Optional.of("text/plain"), Optional.empty()),
                "",
                false,
                "TLSv1.3",
                certificate(6));
        var accepted = new MxOutcome.Accepted("TLSv1.3", certificate(90));
        return new PublicView(
                "example.com",
                TIME,
                new TxtView("_mta-sts.example.com", new Answer.NoData<>(List.of()), List.of()),
                new TxtView("_smtp._tls.example.com", new Answer.NoData<>(List.of()), List.of()),
                new PolicyHostView(
                        "mta-sts.example.com", found, List.of(new Attempt<>(at, Optional.empty(), answered))),
                new MailServersView(
                        new Answer.Found<>(List.of(new MxRecord(10, "mx1.example.com")), List.of(), 300),
                        List.of(),
                        List.of(new MxHostView(
                                "mx1.example.com",
                                10,
                                found,
                                List.of(new Attempt<>(at, Optional.empty(), accepted)),
                                true)),
                        false),
                new Vantage(Vantage.Reach.OPEN, Vantage.Reach.OPEN),
                Dnssec.UNKNOWN);
    }

    private static CertificateView certificate(int days) {
        return new CertificateView(List.of(), "Lab", TIME, TIME.plus(Duration.ofDays(days)));
    }

    private static MxHost mx(String host, Instant notAfter) {
        return new MxHost(host, 10, null, MxTlsState.VALID, null, null, notAfter, null, null, null);
    }

    private static Condition condition(ConditionType type, ConditionStatus status) {
        return new Condition(type.name(), status, 1, TIME, "Reason", "message");
    }

    private static MailDomainPolicy policy(String domain, MailDomainPolicyStatus status) {
        var policy = new MailDomainPolicy();
        policy.setMetadata(new ObjectMetaBuilder()
                .withNamespace("mail")
                .withName(domain.replace('.', '-'))
                .build());
        policy.setSpec(new MailDomainPolicySpec(
                domain, null, null, List.of(), null, null, null, null, null, null, null, null));
        policy.setStatus(status);
        return policy;
    }

    private List<String> samples(boolean eachDomain) {
        var series = new DomainSeries(policies::stream, policy -> Optional.of(view()), eachDomain);
        var out = new ByteArrayOutputStream();
        try {
            PrometheusTextFormatWriter.create().write(out, series.collect(), EscapingScheme.DEFAULT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .toList();
    }
}
