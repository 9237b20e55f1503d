package io.mtasts.reports.file;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** How much may come out of what is compressed, however it is nested: little of it can become very much. */
final class Budget {
    private final long most;
    private long spent;

    Budget(long most) {
        this.most = most;
    }

    /** What is read of it, or passed over in it, is spent. To close it does nothing: it is a piece of something that goes on. */
    InputStream spending(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public int read() throws IOException {
                int read = super.read();
                spend(read < 0 ? 0 : 1);
                return read;
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                int read = super.read(target, offset, length);
                spend(Math.max(read, 0));
                return read;
            }

            @Override
            public long skip(long bytes) throws IOException {
                long skipped = super.skip(bytes);
                spend(skipped);
                return skipped;
            }

            @Override
            public boolean markSupported() {
                return false;
            }

            @Override
            public void close() {
                // whoever has opened the whole closes it
            }
        };
    }

    private void spend(long bytes) throws Spent {
        spent += bytes;
        if (spent > most) {
            throw new Spent(most);
        }
    }

    /** Nothing more is read of the file. */
    static final class Spent extends IOException {
        private static final long serialVersionUID = 1;

        Spent(long most) {
            super("it has more than %d bytes, decompressed: the rest was not read".formatted(most));
        }
    }
}
