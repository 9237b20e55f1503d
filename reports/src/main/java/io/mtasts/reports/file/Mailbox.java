package io.mtasts.reports.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.regex.Pattern;

/** The mails of a mailbox (RFC 4155), one after the other. */
final class Mailbox {
    private static final String FROM = "From ";

    /** Not every program escapes a line of a text that begins like this: the one between two mails has a time in it. */
    private static final Pattern SEPARATOR = Pattern.compile(FROM + ".*\\d\\d:\\d\\d.*", Pattern.DOTALL);

    private final InputStream in;
    private final long most;
    /** A line with its end, or a piece of a longer one. */
    private final byte[] line = new byte[8_192];

    private int length;
    private boolean continued;

    /**
     * Over what is buffered.
     *
     * @param most bytes of a mail that are kept
     */
    Mailbox(InputStream in, long most) {
        this.in = in;
        this.most = most;
    }

    /** The next, empty after the last. One that is longer than {@code most} is given with more than that, and not whole. */
    Optional<byte[]> next() throws IOException {
        var mail = new ByteArrayOutputStream();
        boolean afterBlank = true;
        while (line()) {
            boolean separates = afterBlank && separates();
            if (separates && mail.size() > 0) {
                return Optional.of(mail.toByteArray());
            }
            afterBlank = isBlank();
            boolean leading = separates || (afterBlank && mail.size() == 0);
            if (!leading && mail.size() <= most) {
                int escape = isEscaped() ? 1 : 0;
                mail.write(line, escape, length - escape);
            }
        }
        return mail.size() > 0 ? Optional.of(mail.toByteArray()) : Optional.empty();
    }

    private boolean line() throws IOException {
        continued = length > 0 && line[length - 1] != '\n';
        length = 0;
        while (length < line.length) {
            int octet = in.read();
            if (octet < 0) {
                break;
            }
            line[length] = (byte) octet;
            length++;
            if (octet == '\n') {
                break;
            }
        }
        return length > 0;
    }

    private boolean separates() {
        return begins(0)
                && SEPARATOR.matcher(new String(line, 0, length, ISO_8859_1)).matches();
    }

    /** {@code >From}, and for a line that was like this, {@code >>From}. */
    private boolean isEscaped() {
        int marks = 0;
        while (marks < length && line[marks] == '>') {
            marks++;
        }
        return marks > 0 && begins(marks);
    }

    private boolean begins(int at) {
        boolean begins = !continued && length - at >= FROM.length();
        for (int i = 0; begins && i < FROM.length(); i++) {
            begins = line[at + i] == FROM.charAt(i);
        }
        return begins;
    }

    private boolean isBlank() {
        return !continued && (length == 1 || (length == 2 && line[0] == '\r')) && line[length - 1] == '\n';
    }
}
