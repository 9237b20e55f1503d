package io.mtasts.report;

import static io.mtasts.check.Views.body;
import static io.mtasts.check.Views.good;
import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.check.Judgement;
import io.mtasts.check.Views;
import io.mtasts.observe.dns.Answer.NoData;
import io.mtasts.observe.https.PolicyOutcome.NotContacted;
import io.mtasts.observe.net.NoContact;
import io.mtasts.observe.smtp.MxOutcome.NoConversation;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConclusionTest {
    @ParameterizedTest
    @MethodSource("rows")
    void says(String expected, Views views) {
        assertThat(Conclusion.of(Judgement.of(views.evidence()))).isEqualTo(expected);
    }

    static Stream<Arguments> rows() {
        return Stream.of(
                row("Nothing is wrong. Senders that support MTA-STS deliver only over verified TLS.", good()),
                row(
                        "Nothing is wrong. Senders that support MTA-STS report failures but still deliver.",
                        good().policyBody(body("testing", 604800, "*.example.com"))),
                row(
                        "Nothing is wrong. The policy asks nothing of senders: they treat example.com as if it had"
                                + " none.",
                        good().policyBody(body("none", 604800, "mx1.example.com"))),
                row(
                        "1 error. Senders that do not have a policy of example.com cached may find none: its mail is"
                                + " not protected.",
                        good().record(new NoData<>(List.of()))),
                row(
                        "2 unknown. Whether the mail of example.com is protected cannot be determined from here.",
                        good().policy(new NotContacted("private"))),
                row(
                        "1 error. Senders that support MTA-STS refuse to deliver to mx3.example.com.",
                        good().alsoMx("mx3.example.com")),
                row(
                        "1 error. Senders that support MTA-STS deliver only over verified TLS.",
                        good().mx1(new NoConversation(NoContact.REFUSED, ""))));
    }

    private static Arguments row(String expected, Views views) {
        return Arguments.of(expected, views);
    }
}
