package io.mtasts.observe.dns;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;

/** One question and its answer on a stream, each with its length before it (RFC 1035 section 4.2.2). */
public final class DnsStream {
    private DnsStream() {}

    /**
     * Sends the question and reads the answer, for as long as the socket is open.
     *
     * @throws java.io.EOFException when the connection ends before the answer does
     */
    public static byte[] exchange(Socket socket, byte[] query) throws IOException {
        socket.getOutputStream()
                .write(ByteBuffer.allocate(Short.BYTES + query.length)
                        .putShort((short) query.length)
                        .put(query)
                        .array());
        var in = new DataInputStream(socket.getInputStream());
        var answer = new byte[in.readUnsignedShort()];
        in.readFully(answer);
        return answer;
    }
}
