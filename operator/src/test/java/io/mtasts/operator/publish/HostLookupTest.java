package io.mtasts.operator.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.observe.net.Deadlines;
import io.mtasts.observe.net.HostPort;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.xbill.DNS.Message;
import org.xbill.DNS.TSIG;

/** An update server whose name takes its time, or has none. */
class HostLookupTest {
    private static final TSIG KEY = new TSIG(TSIG.HMAC_SHA256, "mta-sts.", "c2VjcmV0");

    @Test
    @Timeout(10)
    void aResolverThatDoesNotAnswerHoldsNobodyUp() {
        var never = new CountDownLatch(1);
        try {
            assertThat(ask(host -> {
                        waitFor(never);
                        return InetAddress.ofLiteral("192.0.2.53");
                    }))
                    .isEqualTo(
                            new Exchange.Reply.Silent("cannot be reached (its name is not resolved within 1 seconds)"));
        } finally {
            never.countDown();
        }
    }

    @Test
    void aNameThatThereIsNot() {
        assertThat(ask(host -> {
                    throw new UnknownHostException(host);
                }))
                .isEqualTo(new Exchange.Reply.Silent("has a name that does not resolve"));
    }

    private static Exchange.Reply ask(HostLookup.Resolver resolver) {
        var limit = Duration.ofSeconds(1);
        try (var deadlines = new Deadlines()) {
            return new Exchange(deadlines, limit, new HostLookup(resolver, limit))
                    .ask(new HostPort("ns.example", 53), KEY, new Message(1));
        }
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
