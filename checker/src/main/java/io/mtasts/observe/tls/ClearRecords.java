package io.mtasts.observe.tls;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * What arrives of a server, record by record while it is in the clear: kept, so that it can be read what the server has chosen, and
 * passed on, but for one thing. A server that does not know the name it is asked for may say so by a warning and go on, for which Java
 * ends the handshake and no sender does (RFC 6066 section 3): that warning is not passed on.
 */
final class ClearRecords extends InputStream {
    private static final int HEADER = 5;
    private static final int LONGEST = (1 << 14) + 2048; // RFC 5246 section 6.2.3
    private static final int ALERT = 21;
    private static final int HANDSHAKE = 22;
    private static final int WARNING = 1;
    private static final int UNRECOGNIZED_NAME = 112;

    /** As much as a server may say in the clear that anybody looks at: a chain of certificates, and a little beside it. */
    private static final int MOST_KEPT = 1 << 17;

    private final InputStream in;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private byte[] record = new byte[0];
    private int next;
    private boolean clear = true;
    private boolean full;

    ClearRecords(InputStream in) {
        this.in = in;
    }

    /** Is the server still to be understood? */
    boolean isClear() {
        return clear;
    }

    /** The handshake so far, as far as it was in the clear. */
    byte[] handshake() {
        return kept.toByteArray();
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        while (next == record.length) {
            if (!clear) {
                return in.read(bytes, offset, length);
            }
            nextRecord();
            if (record.length == 0 && clear) {
                return -1;
            }
        }
        int count = Math.min(length, record.length - next);
        System.arraycopy(record, next, bytes, offset, count);
        next += count;
        return count;
    }

    @Override
    public int available() throws IOException {
        return record.length - next + in.available();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** Whatever is no record of TLS is passed on as it is, to be refused by who understands it. */
    private void nextRecord() throws IOException {
        do {
            next = 0;
            record = in.readNBytes(HEADER);
            if (record.length < HEADER) {
                return;
            }
            int type = Byte.toUnsignedInt(record[0]);
            int length = Byte.toUnsignedInt(record[3]) << Byte.SIZE | Byte.toUnsignedInt(record[4]);
            if ((type != ALERT && type != HANDSHAKE) || length > LONGEST) {
                clear = false;
                return;
            }
            var content = in.readNBytes(length);
            var whole = new byte[HEADER + content.length];
            System.arraycopy(record, 0, whole, 0, HEADER);
            System.arraycopy(content, 0, whole, HEADER, content.length);
            record = whole;
            if (type == HANDSHAKE && !full) {
                full = kept.size() + content.length > MOST_KEPT; // from there on nothing fits together any more
                kept.write(content, 0, full ? 0 : content.length);
            }
        } while (isUnknownName());
    }

    private boolean isUnknownName() {
        return record.length == HEADER + 2
                && record[0] == ALERT
                && record[HEADER] == WARNING
                && record[HEADER + 1] == UNRECOGNIZED_NAME;
    }
}
