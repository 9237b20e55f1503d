package io.mtasts.reports.mail;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Gives so many bytes and not one more: then it throws, where another stream would end. */
final class BoundedStream extends FilterInputStream {
    private long left;

    BoundedStream(InputStream in, long most) {
        super(in);
        this.left = most;
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        if (read >= 0) {
            count(1);
        }
        return read;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int read = super.read(target, offset, length);
        if (read > 0) {
            count(read);
        }
        return read;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void count(int read) throws Exceeded {
        left -= read;
        if (left < 0) {
            throw new Exceeded();
        }
    }

    /** There is more than there may be. */
    static final class Exceeded extends IOException {
        private static final long serialVersionUID = 1;
    }
}
