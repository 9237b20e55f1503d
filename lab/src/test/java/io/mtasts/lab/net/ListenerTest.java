package io.mtasts.lab.net;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import org.junit.jupiter.api.RepeatedTest;

class ListenerTest {
    private static final InetAddress ADDRESS = Loopback.of("127.0.9.1");

    @RepeatedTest(50)
    void onceItIsClosedItsPortIsFree() {
        var listener = Listener.at(ADDRESS, 0, peer -> {});
        int port = listener.port();
        listener.close();

        assertThatThrownBy(() -> new Socket(ADDRESS, port).close()).isInstanceOf(ConnectException.class);
        Listener.at(ADDRESS, port, peer -> {}).close();
    }
}
