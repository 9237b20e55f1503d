package io.mtasts.operator.publish;

import io.mtasts.observe.dns.DnsStream;
import io.mtasts.observe.net.Deadlines;
import io.mtasts.observe.net.HostPort;
import java.io.EOFException;
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
    private final Deadlines deadlines;
    private final Duration limit;
    private final HostLookup hosts;

    /** @param limit for each of: to connect, and to answer */
    Exchange(Deadlines deadlines, Duration limit, HostLookup hosts) {
        this.deadlines = deadlines;
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
        try (var socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(hosts.address(server.host()), server.port()),
                    Math.toIntExact(limit.toMillis()));
            return answered(question, key, answer(socket, question.toWire()));
        } catch (SocketTimeoutException e) {
            return new Reply.Silent("does not answer within %d seconds".formatted(limit.toSeconds()));
        } catch (UnknownHostException e) {
            return new Reply.Silent("has a name that does not resolve");
        } catch (EOFException e) {
            return new Reply.Silent("cannot be reached (it closes the connection before it has answered)");
        } catch (IOException e) {
            return new Reply.Silent("cannot be reached (%s)".formatted(words(e)));
        }
    }

    private byte[] answer(Socket socket, byte[] question) throws IOException {
        try (var deadline = deadlines.after(limit, socket)) {
            try {
                return DnsStream.exchange(socket, question);
            } catch (IOException e) {
                throw deadline.passed() ? new SocketTimeoutException() : e;
            }
        }
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
