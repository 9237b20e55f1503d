package io.mtasts.reports.smtp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;

/** A client that sends what a test says, and hands over each reply. */
final class Talk implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket = new Socket();
    private final BufferedReader replies;

    Talk(InetSocketAddress place) throws IOException {
        socket.connect(place, PATIENCE_MILLIS);
        socket.setSoTimeout(PATIENCE_MILLIS);
        replies = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
    }

    /** Sends a line, and hands over the last line of the reply. */
    String say(String line) throws IOException {
        send(line + "\r\n");
        return reply();
    }

    void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
        socket.getOutputStream().flush();
    }

    /** The last line of a reply; "gone" when the other side has hung up. */
    String reply() throws IOException {
        String line;
        do {
            line = replies.readLine();
        } while (line != null && line.length() > 3 && line.charAt(3) == '-');
        return line == null ? "gone" : line;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
