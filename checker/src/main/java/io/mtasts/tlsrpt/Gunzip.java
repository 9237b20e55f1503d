package io.mtasts.tlsrpt;

import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The content of a gzip file (RFC 1952), member after member. Unlike {@link java.util.zip.GZIPInputStream} it takes nothing that is
 * no member at the end, and says where a file is cut or damaged.
 */
final class Gunzip extends InputStream {
    private static final int FIRST = 0x1f;
    private static final int SECOND = 0x8b;
    private static final int DEFLATE = 8;
    private static final int HEADER = 10;
    private static final int HAS_HEADER_CHECKSUM = 0x02;
    private static final int HAS_EXTRA = 0x04;
    private static final int HAS_NAME = 0x08;
    private static final int HAS_COMMENT = 0x10;
    private static final int RESERVED = 0xe0;

    private final byte[] file;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 checksum = new CRC32();
    private int at;
    private boolean inMember;

    Gunzip(byte[] file) {
        this.file = file;
    }

    /** Does it begin as gzip does? */
    static boolean recognises(byte[] file) {
        return file.length >= 2 && (file[0] & 0xff) == FIRST && (file[1] & 0xff) == SECOND;
    }

    @Override
    public int read() throws Unreadable {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /** Never 0, unless that much was asked for. */
    @Override
    public int read(byte[] target, int offset, int length) throws Unreadable {
        while (length > 0) {
            if (!inMember) {
                if (at == file.length) {
                    return -1;
                }
                header();
            }
            int read = inflate(target, offset, length);
            if (read > 0) {
                checksum.update(target, offset, read);
                return read;
            }
            if (!inflater.finished()) {
                throw inflater.needsInput() ? cut() : damaged();
            }
            trailer();
        }
        return 0;
    }

    @Override
    public void close() {
        inflater.end();
    }

    private int inflate(byte[] target, int offset, int length) throws Unreadable {
        try {
            return inflater.inflate(target, offset, length);
        } catch (DataFormatException e) {
            throw damaged();
        }
    }

    private void header() throws Unreadable {
        int start = at;
        boolean gzip = octet() == FIRST && octet() == SECOND;
        if (!gzip) {
            throw new Unreadable(
                    "something else follows the end of the gzip data, at byte %d: remove it".formatted(start + 1));
        }
        boolean deflate = octet() == DEFLATE;
        int flags = octet();
        if (!deflate || (flags & RESERVED) != 0) {
            throw new Unreadable("the gzip data is of a kind that RFC 1952 does not define: compress it with gzip");
        }
        skip(HEADER - (at - start));
        if ((flags & HAS_EXTRA) != 0) {
            skip(octet() | (octet() << 8));
        }
        skipText((flags & HAS_NAME) != 0);
        skipText((flags & HAS_COMMENT) != 0);
        if ((flags & HAS_HEADER_CHECKSUM) != 0) {
            skip(2);
        }
        inMember = true;
        inflater.reset();
        checksum.reset();
        inflater.setInput(file, at, file.length - at);
    }

    private void trailer() throws Unreadable {
        at = file.length - inflater.getRemaining();
        long expected = number();
        long length = number();
        if (expected != checksum.getValue() || length != (inflater.getBytesWritten() & 0xffff_ffffL)) {
            throw new Unreadable("the gzip data is damaged: its checksum does not match; get the report again");
        }
        inMember = false;
    }

    /** Four octets, the least first. */
    private long number() throws Unreadable {
        return octet() | ((long) octet() << 8) | ((long) octet() << 16) | ((long) octet() << 24);
    }

    private void skipText(boolean present) throws Unreadable {
        while (present && octet() != 0) {
            // up to the zero at its end
        }
    }

    private void skip(int octets) throws Unreadable {
        if (octets > file.length - at) {
            throw cut();
        }
        at += octets;
    }

    private int octet() throws Unreadable {
        if (at == file.length) {
            throw cut();
        }
        return file[at++] & 0xff;
    }

    private Unreadable damaged() {
        return new Unreadable("the gzip data is damaged near byte %d: get the report again"
                .formatted(file.length - inflater.getRemaining() + 1));
    }

    private Unreadable cut() {
        return new Unreadable("the gzip data is truncated at byte %d: get the report again".formatted(file.length));
    }
}
