package io.mtasts.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.lab.World;
import io.mtasts.lab.smtp.MailServer;
import io.mtasts.lab.tls.Tls;
import io.mtasts.observe.smtp.MxOutcome;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How often a mail server is looked at again for another certificate. */
class FurtherLooksTest {
    private static final Look FRESH = new Look(true, true);

    /** A handshake, a question, and one more handshake: a server on the JDK notices late that it has no such certificate. */
    static final int FIRST_LOOK = 3;

    private final World world = World.start();
    private final NetworkObserver observer = Lab.observer(world);

    @AfterEach
    void stop() {
        observer.close();
        world.close();
    }

    @Test
    void thatThereIsNoOtherCertificateIsRemembered() {
        world.domain("one.test").complete();
        var mail = world.mail("mx1.one.test");

        observer.observe("one.test", Look.ALL);
        assertThat(mail.connections())
                .as("a handshake, a question, and another handshake")
                .isEqualTo(FIRST_LOOK);

        var again = observer.observe("one.test", FRESH);
        assertThat(Lab.mx(again)).isInstanceOf(MxOutcome.Accepted.class);
        assertThat(mail.connections()).as("a handshake more").isEqualTo(FIRST_LOOK + 1);
    }

    @Test
    void addressesWithOneCertificateAreAskedOnce() {
        world.domain("two.test").complete();
        world.anotherMail("mx1.two.test");
        var mails = world.mails("mx1.two.test");
        var one = Tls.present(world.authority().issue("mx1.two.test"));
        mails.forEach(mail -> mail.handshake(one));

        observer.observe("two.test", Look.ALL);

        assertThat(mails.stream().mapToLong(MailServer::connections).sum())
                .as("a first look at one, a handshake with the other")
                .isEqualTo(FIRST_LOOK + 1);
    }

    @Test
    void aServerThatEndsTheHandshakeIsNotAskedForAnotherCertificate() {
        world.domain("none.test").complete();
        var mail = world.mail("mx1.none.test").wantCertificate();

        observer.observe("none.test", Look.ALL);

        assertThat(mail.connections()).as("one handshake, and none behind it").isEqualTo(1);
    }

    static Stream<Tls> otherwise() {
        return Stream.of(
                new Tls.Silent(),
                new Tls.HangUp(),
                new Tls.PlainText("250 ok\r\n"),
                new Tls.Tls11(),
                Tls.Alert.INTERNAL_ERROR);
    }

    /** What it does the second time may be a limit on how often somebody may come: nothing is said of it. */
    @ParameterizedTest
    @MethodSource("otherwise")
    void aServerThatBehavesOtherwiseLaterIsTakenByItsFirstWord(Tls later) {
        world.domain("moody.test").complete();
        var mail = world.mail("mx1.moody.test");
        var identity = world.authority().issue("mx1.moody.test");
        mail.handshake(new Tls.Present(name -> {
            mail.handshake(later);
            return identity;
        }));

        var view = observer.observe("moody.test", Look.ALL);

        assertThat(Lab.mx(view)).isInstanceOfSatisfying(MxOutcome.Accepted.class, accepted -> {
            assertThat(accepted.other()).isEmpty();
            assertThat(accepted.refusing()).isEmpty();
        });
        assertThat(mail.connections()).isGreaterThan(1);
    }
}
