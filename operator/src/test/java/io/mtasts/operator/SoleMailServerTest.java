package io.mtasts.operator;

import static io.mtasts.api.v1alpha1.ConditionStatus.FALSE;
import static io.mtasts.api.v1alpha1.ConditionStatus.UNKNOWN;
import static io.mtasts.api.v1alpha1.ConditionType.MXTLSValid;
import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.api.v1alpha1.MxHost;
import io.mtasts.lab.Domain;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The only mail server that an operator looks at says nothing from the start: is it down, or is port 25 closed here? */
class SoleMailServerTest {
    private final OperatorLab lab = OperatorLab.withCertManager();

    @AfterEach
    void stop() {
        lab.close();
    }

    @Test
    void oneThatHasAnsweredAnEarlierOperatorIsDown() {
        lab.startOperator();
        var domain = lab.readyDomain("mail", "sole.test");
        lab.stopOperator();
        fallsSilent(domain);

        lab.startOperator();

        assertThat(lab.await("mail", "policy", MXTLSValid, FALSE, "MXUnreachable")
                        .message())
                .contains("mx1.sole.test", "does not answer the connection attempt");
        assertThat(mx())
                .singleElement()
                .satisfies(host -> assertThat(host.hasAnswered()).isTrue());

        lab.stopOperator(); // the next one knows it still
        lab.startOperator();
        lab.patch("mail", "policy", "{\"spec\": {\"maxAgeSeconds\": 172800}}");
        lab.await("mail", "policy", MXTLSValid, FALSE, "MXUnreachable");
    }

    @Test
    void ofOneThatNeverAnsweredItIsNotKnown() {
        fallsSilent(lab.domain("sole.test"));
        lab.namespace("mail");
        lab.startOperator();
        lab.apply(OperatorLab.manifest("mail", "policy", "sole.test"));

        assertThat(lab.await("mail", "policy", MXTLSValid, UNKNOWN, "Port25Unreachable")
                        .message())
                .contains("either it is down, or outgoing port 25 is blocked here", "--smtp-control");
        assertThat(mx())
                .singleElement()
                .satisfies(host -> assertThat(host.hasAnswered()).isFalse());
    }

    private void fallsSilent(Domain domain) {
        var mail = domain.mail().refuseConnections();
        lab.world().drop(mail.address(), mail.port());
    }

    private List<MxHost> mx() {
        return lab.policy("mail", "policy").getStatus().mx();
    }
}
