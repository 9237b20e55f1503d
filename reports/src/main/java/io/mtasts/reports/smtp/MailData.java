package io.mtasts.reports.smtp;

import io.mtasts.reports.admission.Room;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/**
 * The text of a mail as DATA brings it (RFC 5321 section 4.5.2). Only CRLF, dot, CRLF ends it: a lone CR or LF beside the dot is text, or
 * one mail could be made to look like two.
 */
final class MailData {
    private static final int CHUNK = 16 * 1024;

    /** So many times a text is there while it grows, is decoded, read and stored, measured. */
    private static final long COPIES = 6;

    private final MailLines lines;
    private final int most;
    private final Room room;
    private ByteArrayOutputStream text = new ByteArrayOutputStream(CHUNK);
    private long taken;
    private long length;
    private Kind kind = Kind.WHOLE;

    /** How far it could be kept. */
    enum Kind {
        WHOLE,
        /** It is longer than any mail that is taken. */
        TOO_LONG,
        /** There is no room for it now. */
        NO_ROOM
    }

    MailData(MailLines lines, int most, Room room) {
        this.lines = lines;
        this.most = most;
        this.room = room;
    }

    /** Reads to the end, of which only so much is kept; false when it does not end at all soon. */
    boolean read() throws IOException {
        int last = '\n';
        int beforeLast = '\r';
        while (length <= 4L * most) {
            int c = lines.next();
            boolean lineBegins = beforeLast == '\r' && last == '\n';
            if (lineBegins && c == '.') {
                c = lines.next();
                if (c == '\r') {
                    int after = lines.next();
                    if (after == '\n') {
                        return true;
                    }
                    keep('\r');
                    keep(after);
                    beforeLast = '\r';
                    last = after;
                    continue;
                }
                keep(c);
                beforeLast = '.';
                last = c;
                continue;
            }
            keep(c);
            beforeLast = last;
            last = c;
        }
        return false;
    }

    private void keep(int c) {
        length++;
        if (kind != Kind.WHOLE) {
            return;
        }
        if (length > most) {
            drop(Kind.TOO_LONG);
        } else if (length > taken && !more()) {
            drop(Kind.NO_ROOM);
        } else {
            text.write(c);
        }
    }

    private boolean more() {
        if (!room.take(COPIES * CHUNK)) {
            return false;
        }
        taken += CHUNK;
        return true;
    }

    private void drop(Kind why) {
        kind = why;
        text = new ByteArrayOutputStream(0);
    }

    Kind kind() {
        return kind;
    }

    byte[] text() {
        return text.toByteArray();
    }

    /** What was taken of the room is there for others. */
    void release() {
        room.giveBack(COPIES * taken);
        taken = 0;
    }
}
