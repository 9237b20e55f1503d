package io.mtasts.observe.https;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.net.Socket;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.SocketHolder;

/** HTTP/1.1 over a connection of which the first bytes may be looked at before they are read as HTTP/1.1. */
final class PeekingConnection extends DefaultBHttpClientConnection {
    PeekingConnection(Http1Config bounds) {
        super(bounds);
    }

    /** Takes the socket, and hands out what arrives on it. */
    PushbackInputStream bindTo(Socket socket) throws IOException {
        var arriving = new PushbackInputStream(socket.getInputStream(), Http2Frame.HEADER);
        bind(new SocketHolder(socket) {
            @Override
            protected InputStream getInputStream(Socket bound) {
                return arriving;
            }
        });
        return arriving;
    }
}
