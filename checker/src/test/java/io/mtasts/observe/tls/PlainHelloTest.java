package io.mtasts.observe.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.lab.net.Loopback;
import io.mtasts.observe.net.Deadlines;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is made of a server's answer to a hello that nothing is agreed on by. */
class PlainHelloTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int VERSION_IN_SERVER_HELLO = 5 + 4;
    private static final byte[] WARNING = {21, 3, 3, 0, 2, 1, 100};

    private final Deadlines deadlines = new Deadlines();

    @AfterEach
    void stop() {
        deadlines.close();
    }

    private PlainHello.Answer answerTo(byte[] said, boolean hangUp, Duration wholeTime) throws IOException {
        try (var server = new ServerSocket(0, 1, Loopback.of("127.0.0.1"));
                var connection = new Socket(server.getInetAddress(), server.getLocalPort());
                var peer = server.accept();
                var _ = deadlines.after(wholeTime, connection)) {
            var saying = CompletableFuture.runAsync(() -> {
                try {
                    assertThat(peer.getInputStream().read(new byte[1 << 12])).isPositive();
                    peer.getOutputStream().write(said);
                    if (hangUp) {
                        peer.shutdownOutput();
                    }
                } catch (IOException gone) {
                    // It was not listened to any longer.
                }
            });
            var answer = new PlainHello(deadlines, PATIENCE).ask(connection, "mx.test", PlainHello.MORE_THAN_JAVA);
            saying.join();
            return answer;
        }
    }

    @Test
    void aServerThatGoesOn() throws IOException {
        assertThat(answerTo(ServerFlightTest.said("static-rsa"), true, PATIENCE))
                .isInstanceOf(PlainHello.Answer.GoesOn.class);
    }

    /** As one does that was made before TLS 1.2, and does not read which versions are offered. */
    @Test
    void anOlderTlsThanWasOfferedIsNone() throws IOException {
        var said = ServerFlightTest.said("static-rsa");
        said[VERSION_IN_SERVER_HELLO + 1] = 1;

        assertThat(answerTo(said, true, PATIENCE)).isInstanceOf(PlainHello.Answer.Refuses.class);
    }

    @Test
    void aConnectionThatIsClosedHereSaysNothingOfTheServer() throws IOException {
        assertThat(answerTo(new byte[0], false, Duration.ofMillis(200))).isInstanceOf(PlainHello.Answer.Unclear.class);
    }

    @Test
    void warningsWithoutEndAreNotReadToTheirEnd() throws IOException {
        var said = new ByteArrayOutputStream();
        for (int i = 0; i < 3_000; i++) {
            said.writeBytes(WARNING);
        }

        assertThat(answerTo(said.toByteArray(), true, PATIENCE)).isInstanceOf(PlainHello.Answer.Unclear.class);
    }
}
