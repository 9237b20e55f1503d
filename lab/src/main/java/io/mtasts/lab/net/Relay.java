package io.mtasts.lab.net;

import java.io.IOException;
import java.net.Socket;

/** What a proxy does once it has connected: it passes on what each end says. */
public final class Relay {
    private Relay() {}

    /** Until both have had their say: either end may be the first to close. */
    public static void between(Socket peer, Socket there) throws IOException {
        var back = Thread.ofVirtual().start(() -> {
            try (peer) {
                there.getInputStream().transferTo(peer.getOutputStream());
            } catch (IOException gone) {
                // One of them has hung up, which the other is told by closing.
            }
        });
        try {
            peer.getInputStream().transferTo(there.getOutputStream());
        } catch (IOException gone) {
            // As above.
        }
        there.close();
        try {
            back.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
