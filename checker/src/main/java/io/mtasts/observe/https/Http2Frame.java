package io.mtasts.observe.https;

import java.io.IOException;
import java.io.PushbackInputStream;

/** The header of an HTTP/2 frame, as a server of HTTP/2 begins (RFC 9113 sections 3.4 and 4.1). */
final class Http2Frame {
    /** In bytes: length, type, flags, stream. */
    static final int HEADER = 9;

    private static final int TYPE = 3;
    private static final int SETTINGS = 4;
    private static final int GO_AWAY = 7;

    private Http2Frame() {}

    /**
     * Is that what arrives? Waits for the first byte, and for the others of the header only where that is 0, as no answer of HTTP/1.1
     * begins. Nothing is taken away.
     */
    static boolean begins(PushbackInputStream in) throws IOException {
        int first = in.read();
        if (first < 0) {
            return false;
        }
        in.unread(first);
        if (first != 0) {
            return false;
        }
        var header = in.readNBytes(HEADER);
        in.unread(header);
        return header.length == HEADER
                && (header[TYPE] == SETTINGS || header[TYPE] == GO_AWAY)
                && header[5] == 0
                && header[6] == 0
                && header[7] == 0
                && header[8] == 0;
    }
}
