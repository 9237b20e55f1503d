package io.mtasts.operator.publish;

import io.mtasts.observe.net.HostPort;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.TSIG;

/**
 * One signed question to a name server and its answer, over TCP: an update that was sent is answered, or was not taken. Whatever answers
 * has to sign too.
 */
final class Exchange {
    private final Duration limit;
    private final HostLookup hosts;

    /** @param limit for each of: to connect, and to answer */
    Exchange(Duration limit, HostLookup hosts) {
        this.limit = limit;
        this.hosts = hosts;
    }

    /** What came of it. */
    sealed interface Reply {
        /**
         * An answer in DNS.
         *
         * @param rcode also one that only the signature has (RFC 8945 section 3)
         * @param genuine whether its signature is the server's
         */
        record Answered(Message message, int rcode, boolean genuine) implements Reply {}

        /** Nothing that could be understood came back: {@code why}, as the end of a sentence about the server. */
        record Silent(String why) implements Reply {}
    }

    Reply ask(HostPort server, TSIG key, Message question) {
        key.apply(question, null);
        var asked = question.toWire();
        try (var socket = new Socket()) {
            socket.setSoTimeout(Math.toIntExact(limit.toMillis()));
            socket.connect(
                    new InetSocketAddress(hosts.address(server.host()), server.port()),
                    Math.toIntExact(limit.toMillis()));
            var deadline = System.nanoTime() + limit.toNanos();
            var out = new DataOutputStream(socket.getOutputStream());
            var framed = new byte[2 + asked.length];
            framed[0] = (byte) (asked.length >> 8);
            framed[1] = (byte) asked.length;
            System.arraycopy(asked, 0, framed, 2, asked.length);
            out.write(framed);
            return answered(question, key, answer(socket, deadline));
        } catch (SocketTimeoutException e) {
            return new Reply.Silent("does not answer within %d seconds".formatted(limit.toSeconds()));
        } catch (UnknownHostException e) {
            return new Reply.Silent("has a name that does not resolve");
        } catch (IOException e) {
            return new Reply.Silent("cannot be reached (%s)".formatted(words(e)));
        }
    }

    /** A server that drips byte by byte does not hold a thread for longer than one that says nothing. */
    private static byte[] answer(Socket socket, long deadline) throws IOException {
        var length = read(socket, 2, deadline);
        return read(socket, Byte.toUnsignedInt(length[0]) * 256 + Byte.toUnsignedInt(length[1]), deadline);
    }

    private static byte[] read(Socket socket, int length, long deadline) throws IOException {
        var bytes = new byte[length];
        for (int at = 0; at < length; ) {
            long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
            if (left <= 0) {
                throw new SocketTimeoutException();
            }
            socket.setSoTimeout(Math.toIntExact(left));
            int read = socket.getInputStream().read(bytes, at, length - at);
            if (read < 0) {
                throw new IOException("the answer is truncated");
            }
            at += read;
        }
        return bytes;
    }

    private static Reply answered(Message question, TSIG key, byte[] bytes) {
        Message answer;
        try {
            answer = new Message(bytes);
        } catch (IOException e) {
            return new Reply.Silent("answers with something that is not DNS");
        }
        if (answer.getHeader().getID() != question.getHeader().getID()) {
            return new Reply.Silent("answers a different query from the one it was sent");
        }
        var signature = answer.getTSIG();
        boolean genuine = signature != null && key.verify(answer, bytes, question.getTSIG()) == Rcode.NOERROR;
        int rcode = signature != null && signature.getError() != Rcode.NOERROR
                ? signature.getError()
                : answer.getHeader().getRcode();
        return new Reply.Answered(answer, rcode, genuine);
    }

    private static String words(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
