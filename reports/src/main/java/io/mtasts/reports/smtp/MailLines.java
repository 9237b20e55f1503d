package io.mtasts.reports.smtp;

import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** The bytes of a client, each awaited until a time that a byte now and then does not put off. */
final class MailLines {
    /** RFC 5321 section 4.5.3.1.4 has 512, and extensions add to it. */
    private static final int LONGEST_COMMAND = 2_000;

    private static final int BUFFER = 16 * 1024;
    private static final int NANOS_PER_MILLI = 1_000_000;

    private final Socket socket;
    private final long sessionEnd;
    private final byte[] buffer = new byte[BUFFER];
    private int at;
    private int end;
    private long until;

    MailLines(Socket socket, Duration session) {
        this.socket = socket;
        this.sessionEnd = System.nanoTime() + session.toNanos();
    }

    /** A line is longer than any command. */
    static final class TooLong extends Exception {
        private static final long serialVersionUID = 1;
    }

    /** From now on reads end with a SocketTimeoutException when so much time has passed. */
    void allow(Duration time) {
        until = System.nanoTime() + time.toNanos();
    }

    /**
     * The next command, without its line end.
     *
     * @throws TooLong after the line has been read to its end
     * @throws EOFException when the client has hung up
     */
    String command() throws IOException, TooLong {
        var line = new StringBuilder();
        boolean tooLong = false;
        for (int c = next(); c != '\n'; c = next()) {
            if (line.length() < LONGEST_COMMAND) {
                line.append((char) c);
            } else {
                tooLong = true;
            }
        }
        if (tooLong) {
            throw new TooLong();
        }
        int length = line.length();
        return line.substring(0, length > 0 && line.charAt(length - 1) == '\r' ? length - 1 : length);
    }

    /** The next byte, 0 to 255. */
    int next() throws IOException {
        if (at == end) {
            fill();
        }
        return buffer[at++] & 0xFF;
    }

    private void fill() throws IOException {
        long left = (Math.min(until, sessionEnd) - System.nanoTime()) / NANOS_PER_MILLI;
        if (left <= 0) {
            throw new SocketTimeoutException("the time for it is over");
        }
        socket.setSoTimeout((int) Math.min(left, Integer.MAX_VALUE));
        int got = socket.getInputStream().read(buffer, 0, BUFFER);
        if (got < 0) {
            throw new EOFException("the client has hung up");
        }
        at = 0;
        end = got;
    }

    void write(String reply) throws IOException {
        var out = socket.getOutputStream();
        out.write(reply.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }
}
