package io.mtasts.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mtasts.lab.World;
import io.mtasts.lab.dns.Trouble;
import io.mtasts.lab.smtp.Reply;
import io.mtasts.lab.web.Answer;
import io.mtasts.observe.dns.Answer.Unavailable;
import io.mtasts.observe.https.PolicyOutcome;
import io.mtasts.observe.net.Attempt;
import io.mtasts.observe.net.NoContact;
import io.mtasts.observe.net.Timeouts;
import io.mtasts.observe.smtp.MxOutcome;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A look ends soon when it is told to, with a view and not with an exception. */
class EndTest {
    private static final Duration SOON = Duration.ofSeconds(3);

    private final World world = World.start();
    private final NetworkObserver patient =
            new NetworkObserver(Lab.settings(world).timeouts(Timeouts.DEFAULT).build(), Clock.systemUTC());

    @AfterEach
    void stop() {
        patient.close();
        world.close();
    }

    /** Everybody lets us wait. */
    private void tarpit() {
        var domain = world.domain("a.test").complete();
        domain.policyHost().answer(new Answer.Silent());
        domain.mail().greet(new Reply.Silent());
        world.dns().nameServer("ns2.lab.test").fail(Trouble.SILENT);
    }

    private void underWay() {
        await().until(() -> world.mail("mx1.a.test").connections() > 0
                && !world.web().requests().isEmpty());
    }

    @Test
    void whenTheObserverIsClosed() {
        tarpit();
        var look = CompletableFuture.supplyAsync(() -> patient.observe("a.test", Look.ALL));
        underWay();

        patient.close();

        assertThat(look).succeedsWithin(SOON).satisfies(view -> {
            assertThat(view.record().answer().records()).containsExactly("v=STSv1; id=1;");
            assertThat(Lab.policy(view))
                    .isEqualTo(new PolicyOutcome.Unreachable(NoContact.NOT_TRIED, "stopped before it had answered"));
            assertThat(view.mailServers().hosts())
                    .flatExtracting(MxHostView::attempts)
                    .extracting(Attempt::outcome)
                    .isSubsetOf(new MxOutcome.NoConversation(NoContact.NOT_TRIED, "stopped before it had answered"));
        });
    }

    @Test
    void whenTheCallerIsInterrupted() throws InterruptedException {
        tarpit();
        var view = new AtomicReference<PublicView>();
        var interrupted = new AtomicReference<Boolean>();
        var caller = Thread.ofVirtual().start(() -> {
            view.set(patient.observe("a.test", Look.ALL));
            interrupted.set(Thread.currentThread().isInterrupted());
        });
        underWay();

        caller.interrupt();

        assertThat(caller.join(SOON)).isTrue();
        assertThat(view.get().domain()).isEqualTo("a.test");
        assertThat(interrupted.get()).isTrue();
    }

    @Test
    void aClosedObserverLooksAtNothing() {
        world.domain("a.test").complete();
        patient.close();

        var view = patient.observe("a.test", Look.ALL);

        assertThat(view.record().answer())
                .isEqualTo(new Unavailable<>("stopped before 127.0.0.53:" + world.dnsPort() + " was asked"));
        assertThat(world.mail("mx1.a.test").connections()).isZero();
    }

    @Test
    void noThreadStaysBehind() {
        world.domain("a.test").complete();
        patient.observe("a.test", Look.ALL);
        assertThat(ours()).isPositive();

        patient.close();

        await().until(() -> ours() == 0);
    }

    /** Platform threads that an observer has started; virtual ones end with the look. */
    private static long ours() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("observe-"))
                .count();
    }
}
