package io.mtasts.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.mtasts.lab.Domain;
import io.mtasts.lab.World;
import io.mtasts.observe.dns.AtServer;
import io.mtasts.observe.dns.MxRecord;
import io.mtasts.observe.https.PolicyOutcome;
import io.mtasts.observe.net.Vantage;
import io.mtasts.observe.smtp.MxOutcome;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A domain without fault, all of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NetworkObserverTest {
    private World world;
    private NetworkObserver observer;

    @BeforeAll
    void start() {
        world = World.start();
        observer = Lab.observer(world);
    }

    @AfterAll
    void stop() {
        observer.close();
        world.close();
    }

    @Test
    void seesAllOfADomainWithoutFault() {
        world.domain("good.test").complete();

        var view = observer.observe("good.test", Look.ALL);

        assertThat(view.domain()).isEqualTo("good.test");
        assertThat(view.record().answer().records()).containsExactly("v=STSv1; id=1;");
        assertThat(view.record().authoritative())
                .extracting(AtServer::server, server -> server.answer().records())
                .containsExactly(
                        tuple("ns1.lab.test", List.of("v=STSv1; id=1;")),
                        tuple("ns2.lab.test", List.of("v=STSv1; id=1;")));
        assertThat(view.tlsReporting().answer().records()).containsExactly("v=TLSRPTv1; rua=mailto:tls@good.test");
        assertThat(Lab.policy(view)).isInstanceOfSatisfying(PolicyOutcome.Answered.class, answered -> {
            assertThat(answered.status()).isEqualTo(200);
            assertThat(answered.body()).isEqualTo(Domain.enforce("mx1.good.test"));
            assertThat(answered.mediaType()).contains("text/plain; charset=utf-8");
            assertThat(answered.cut()).isFalse();
            assertThat(answered.protocol()).isEqualTo("TLSv1.3");
            assertThat(answered.certificate().dnsNames()).containsExactly("mta-sts.good.test");
        });
        assertThat(view.mailServers().answer().records()).containsExactly(new MxRecord(10, "mx1.good.test"));
        assertThat(view.mailServers().authoritative()).hasSize(2);
        assertThat(Lab.only(view.mailServers().hosts()).probed()).isTrue();
        assertThat(Lab.mx(view))
                .isInstanceOfSatisfying(
                        MxOutcome.Accepted.class,
                        accepted ->
                                assertThat(accepted.certificate().dnsNames()).containsExactly("mx1.good.test"));
        assertThat(view.vantage()).isEqualTo(new Vantage(Vantage.Reach.OPEN, Vantage.Reach.OPEN));
    }
}
