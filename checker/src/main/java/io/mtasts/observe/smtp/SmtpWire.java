package io.mtasts.observe.smtp;

import io.mtasts.policy.Excerpt;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The lines of an SMTP conversation, client's side (RFC 5321 section 4.2), as long and as many as anybody needs and no more. */
public final class SmtpWire {
    private static final int LONGEST_LINE = 2048;
    private static final int MOST_LINES = 128;
    private static final int CODE = 3;
    private static final int BUFFER = 4096;

    private final Socket socket;
    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private int next;
    private int end;

    public SmtpWire(Socket socket) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
    }

    /** A reply: its code, and the text of its lines. */
    public record Reply(int code, List<String> lines) {
        /** As long as the names of a block list, and where to ask about it, need. */
        private static final int LONGEST_REFUSAL = 200;

        /** Code and first line, made safe to show. */
        public String shown() {
            return Excerpt.of(code + " " + lines.getFirst());
        }

        /** Code and all lines as one, made safe to show: whom it refuses, and why, is often not on the first. */
        String shownWhole() {
            return Excerpt.of(code + " " + String.join(" ", lines), LONGEST_REFUSAL);
        }

        public boolean offers(String keyword) {
            return extensions().anyMatch(line -> line.equals(keyword) || line.startsWith(keyword + " "));
        }

        /** What stands where a firewall has written over the name of STARTTLS: as many letters, most of them X. */
        Optional<String> overwritten() {
            return extensions().filter(line -> line.matches("X{7}[A-Z]")).findFirst();
        }

        private Stream<String> extensions() {
            return lines.stream()
                    .skip(1)
                    .map(line -> line.toUpperCase(Locale.ROOT).strip());
        }
    }

    /** What came is no SMTP reply. The message is made safe to show. */
    static final class NotSmtp extends IOException {
        private NotSmtp(String what) {
            super(what);
        }
    }

    public void say(String command) throws IOException {
        socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    public Reply reply() throws IOException {
        var lines = new ArrayList<String>();
        while (lines.size() < MOST_LINES) {
            var line = line();
            if (!line.matches("(?s)[2-5][0-9][0-9]([ -].*)?")) { // a text may have what Java takes for a line's end
                throw new NotSmtp("\"" + Excerpt.of(line) + "\"");
            }
            lines.add(line.length() > CODE ? line.substring(CODE + 1) : "");
            if (line.length() == CODE || line.charAt(CODE) == ' ') {
                return new Reply(Integer.parseInt(line, 0, CODE, 10), List.copyOf(lines));
            }
        }
        throw new NotSmtp("a reply of more than " + MOST_LINES + " lines");
    }

    /** Has the peer said more than it was asked for? */
    public boolean hasUnread() throws IOException {
        return next < end || in.available() > 0;
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int octet = read(); octet != '\n'; octet = read()) {
            if (line.length() == LONGEST_LINE) {
                throw new NotSmtp("a line of more than " + LONGEST_LINE + " characters");
            }
            line.append((char) octet);
        }
        int length = line.length();
        return length > 0 && line.charAt(length - 1) == '\r' ? line.substring(0, length - 1) : line.toString();
    }

    private int read() throws IOException {
        if (next == end) {
            next = 0;
            end = Math.max(0, in.read(buffer));
            if (end == 0) {
                throw new EOFException("the peer closed the connection");
            }
        }
        return buffer[next++] & 0xff;
    }
}
