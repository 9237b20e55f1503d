package io.mtasts.tlsrpt;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;

/** UTF-8 and nothing else (RFC 7493 section 2.1), up to a limit. Remembers a little of what was read, so that an error can show it. */
final class Utf8Text extends Reader {
    private static final int BUFFER = 8192;
    private static final int BEGINNING = 80;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final InputStream in;
    private final int limit;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    private final byte[] buffer = new byte[BUFFER];
    private final ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, 0);
    private long received;
    private boolean ended;
    private boolean begun;
    private boolean marked;

    private String beginning = "";
    private long handedOver;
    private String earlier = "";
    private String latest = "";

    /** @param limit in bytes: what has more is not read to its end */
    Utf8Text(InputStream in, int limit) {
        this.in = in;
        this.limit = limit;
    }

    /** Was there a byte order mark at the beginning? It is no part of what was handed over. */
    boolean marked() {
        return marked;
    }

    /** The first characters that were read, some {@value #BEGINNING} or more where there are as many. */
    String beginning() {
        return beginning;
    }

    /** What was read from this offset on, counted in chars from 0; empty when that is too long ago. */
    String from(long offset) {
        var recent = earlier + latest;
        long start = handedOver - recent.length();
        return offset >= start && offset < handedOver ? recent.substring((int) (offset - start)) : "";
    }

    /** Of a buffer for at least two chars. */
    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        var chars = CharBuffer.wrap(target, offset, length).slice();
        while (chars.position() == 0) {
            var result = decoder.decode(bytes, chars, ended);
            dropMark(chars);
            if (chars.position() == 0) {
                if (result.isError()) {
                    throw new Unreadable("the report is not UTF-8: byte %d is wrong%s"
                            .formatted(received - bytes.remaining() + 1, hint()));
                }
                if (ended) {
                    return -1;
                }
                fill();
            }
        }
        remember(new String(target, offset, chars.position()));
        return chars.position();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private void fill() throws IOException {
        bytes.compact();
        int read = in.read(buffer, bytes.position(), bytes.remaining());
        ended = read < 0;
        if (!ended) {
            bytes.position(bytes.position() + read);
            received += read;
        }
        bytes.flip();
        if (received > limit) {
            throw new Unreadable("the report has more than %d bytes and was not read further".formatted(limit));
        }
    }

    private void dropMark(CharBuffer chars) {
        if (!begun && chars.position() > 0) {
            begun = true;
            if (chars.get(0) == BYTE_ORDER_MARK) {
                marked = true;
                chars.flip().position(1);
                chars.compact();
            }
        }
    }

    private void remember(String chars) {
        if (beginning.length() < BEGINNING) {
            beginning += chars;
        }
        handedOver += chars.length();
        earlier = latest;
        latest = chars;
    }

    /** UTF-16 begins with bytes that UTF-8 never has. */
    private String hint() {
        return received - bytes.remaining() == 0 ? "; save it as UTF-8 without a byte order mark" : "";
    }
}
