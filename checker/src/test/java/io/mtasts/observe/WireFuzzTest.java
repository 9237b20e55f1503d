package io.mtasts.observe;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.mtasts.fuzz.Mutations;
import io.mtasts.observe.dns.AliasWalk;
import io.mtasts.observe.dns.Authorities;
import io.mtasts.observe.dns.DnsExchange;
import io.mtasts.observe.dns.ExtendedError;
import io.mtasts.observe.dns.Questions;
import io.mtasts.observe.https.HttpGet;
import io.mtasts.observe.net.FailureDetail;
import io.mtasts.observe.smtp.SmtpWire;
import io.mtasts.policy.Excerpt;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.stream.Stream;
import org.apache.hc.core5.http.HttpException;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** Whatever a mail server, a policy host or a name server sends, it is read or it is a checked exception, a value one step further. */
class WireFuzzTest {
    private static final int HEADER = 12;
    private static final Name NAME = Name.fromConstantString("_mta-sts.example.com.");

    @TestFactory
    Stream<DynamicTest> quickly() {
        return Stream.of(
                Mutations.test(WireFuzzTest.class, "smtpReplies", this::smtpReplies),
                Mutations.test(WireFuzzTest.class, "httpAnswer", this::httpAnswer),
                Mutations.test(WireFuzzTest.class, "dnsMessage", this::dnsMessage),
                Mutations.test(WireFuzzTest.class, "dnsAnswer", this::dnsAnswer),
                Mutations.test(WireFuzzTest.class, "tlsaAnswer", this::tlsaAnswer));
    }

    /** All that a mail server says in one conversation. */
    @FuzzTest(maxDuration = Mutations.AT_MOST, maxExecutions = Mutations.A_MILLION)
    void smtpReplies(byte[] said) {
        try {
            var wire = new SmtpWire(new Saying(said));
            while (wire.hasUnread()) {
                var reply = wire.reply();
                assertThat(reply.code()).isBetween(200, 599);
                assertThat(reply.lines()).hasSizeBetween(1, 128);
                assertThat(reply.shown()).hasSizeLessThanOrEqualTo(Excerpt.LIMIT);
                assertThat(reply.offers("STARTTLS")).isIn(true, false);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageMatching("[ -~]+");
        }
    }

    /** All that a policy host says. */
    @FuzzTest(maxDuration = Mutations.AT_MOST, maxExecutions = Mutations.A_MILLION)
    void httpAnswer(byte[] said) {
        try {
            var reply = new HttpGet().get(new Saying(said), "mta-sts.example.com");
            assertThat(reply.status()).isGreaterThanOrEqualTo(200);
            assertThat(reply.body()).hasSizeLessThanOrEqualTo(HttpGet.MOST_BYTES);
        } catch (IOException | HttpException e) {
            assertThat(FailureDetail.of(e)).isNotEmpty();
        }
    }

    /** A datagram as it comes. */
    @FuzzTest(maxDuration = Mutations.AT_MOST, maxExecutions = Mutations.A_MILLION)
    void dnsMessage(byte[] datagram) {
        for (int type : new int[] {Type.TXT, Type.MX, Type.A, Type.AAAA, Type.NS, Type.TLSA}) {
            read(datagram, query(NAME, type));
        }
    }

    /** An answer that belongs to the question: its first byte says to which, then come flags, counts and records. */
    @FuzzTest(maxDuration = Mutations.AT_MOST, maxExecutions = Mutations.A_MILLION)
    void dnsAnswer(byte[] input) {
        answer(input, Type.TXT, Type.MX, Type.A, Type.AAAA);
    }

    /** The same for TLSA records. */
    @FuzzTest(maxDuration = Mutations.AT_MOST, maxExecutions = Mutations.A_MILLION)
    void tlsaAnswer(byte[] input) {
        answer(input, Type.TLSA);
    }

    private static void answer(byte[] input, int... types) {
        if (input.length < HEADER) {
            return;
        }
        var query = query(NAME, types[(input[0] & 0xff) % types.length]);
        var asked = query.toWire();
        var wire = ByteBuffer.allocate(asked.length + input.length - HEADER);
        wire.put(asked).put(input, HEADER, input.length - HEADER);
        wire.put(2, (byte) (input[2] | 0x80)).put(3, input[3]); // QR is set
        wire.put(6, input, 6, HEADER - 6); // the counts after that of the question
        read(wire.array(), query);
    }

    private static void read(byte[] wire, Message query) {
        try {
            var reply = DnsExchange.parse(ByteBuffer.wrap(wire));
            if (DnsExchange.answers(reply, query)) {
                assertThat(ExtendedError.words(ExtendedError.in(reply))).matches("[ -~]{0,512}");
                read(reply, query.getQuestion().getType());
            }
        } catch (IOException notAnAnswer) {
            assertThat(FailureDetail.of(notAnAnswer)).isNotEmpty();
        }
    }

    private static void read(Message reply, int type) {
        var walk = new AliasWalk(NAME);
        walk.follow(reply);
        var answer = Authorities.read(reply, walk, type);
        assertThat(answer.aliases()).hasSizeLessThanOrEqualTo(20);
        switch (type) {
            case Type.TXT ->
                assertThat(Questions.read(answer, Questions::text).records()).doesNotContainNull();
            case Type.MX ->
                assertThat(Questions.read(answer, Questions::mx).records()).doesNotContainNull();
            case Type.TLSA ->
                assertThat(Questions.read(answer, Questions::tlsa).records())
                        .allSatisfy(tlsa -> assertThat(tlsa.text()).matches("[0-9]+ [0-9]+ [0-9]+ [0-9a-f]*"));
            case Type.A, Type.AAAA ->
                assertThat(Questions.read(answer, Questions::address).records()).doesNotContainNull();
            default -> assertThat(answer.records()).doesNotContainNull();
        }
    }

    private static Message query(Name name, int type) {
        var query = Message.newQuery(Record.newRecord(name, type, DClass.IN));
        query.getHeader().setID(0x4d54);
        return query;
    }

    /** A connection whose other end has said all that it will. */
    private static final class Saying extends Socket {
        private final byte[] said;

        Saying(byte[] said) {
            this.said = said;
        }

        @Override
        public InputStream getInputStream() {
            return new ByteArrayInputStream(said);
        }

        @Override
        public OutputStream getOutputStream() {
            return OutputStream.nullOutputStream();
        }
    }
}
