package io.mtasts.lab.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

class DnsTest {
    private final Dns dns = Dns.start();
    private Zone zone;

    @BeforeEach
    void zone() {
        zone = dns.zone("example.com")
                .txt("_mta-sts.example.com", "v=STSv1; id=1;")
                .set("www.example.com", "CNAME", "web.example.net.")
                .set("loop.example.com", "CNAME", "pool.example.com.")
                .set("pool.example.com", "CNAME", "loop.example.com.")
                .set("nowhere.example.com", "CNAME", "missing.example.net.")
                .set("a.deep.example.com", "A", "192.0.2.1");
        dns.zone("example.net").set("web.example.net", "A", "192.0.2.2");
    }

    @AfterEach
    void close() {
        dns.close();
    }

    @ParameterizedTest(name = "{0} {1}: {2}, {3} answers")
    @CsvSource({
        "_mta-sts.example.com, TXT, NOERROR,  1, 0",
        "_MTA-STS.Example.COM, TXT, NOERROR,  1, 0",
        "_mta-sts.example.com, A,   NOERROR,  0, 1", // the name is there, the type is not
        "deep.example.com,     A,   NOERROR,  0, 1", // names below it make it exist
        "none.example.com,     A,   NXDOMAIN, 0, 1",
        "example.invalid,      A,   NXDOMAIN, 0, 1",
        "www.example.com,      A,   NOERROR,  2, 0", // alias and address in one answer
        "nowhere.example.com,  A,   NXDOMAIN, 1, 1",
        "loop.example.com,     A,   NOERROR, 16, 0",
        "example.com,          NS,  NOERROR,  2, 0",
        "ns2.lab.test,         A,   NOERROR,  1, 0",
    })
    void recursive(String name, String type, String rcode, int answers, int authority) throws IOException {
        var message = ask(dns.resolver(), name, type);

        assertThat(Rcode.string(message.getRcode())).isEqualTo(rcode);
        assertThat(message.getSection(Section.ANSWER)).hasSize(answers);
        assertThat(message.getSection(Section.AUTHORITY)).hasSize(authority);
        assertThat(message.getHeader().getFlag(Flags.RA)).isTrue();
    }

    @Test
    void serversOfOneZoneMayDiffer() throws IOException {
        dns.diverge("example.com", "ns2.lab.test").txt("_mta-sts.example.com", "v=STSv1; id=2;");

        assertThat(texts(ask(dns.nameServer("ns1.lab.test"), "_mta-sts.example.com", "TXT")))
                .containsExactly("v=STSv1; id=1;");
        var other = ask(dns.nameServer("ns2.lab.test"), "_mta-sts.example.com", "TXT");
        assertThat(texts(other)).containsExactly("v=STSv1; id=2;");
        assertThat(other.getHeader().getFlag(Flags.AA)).isTrue();
    }

    @Test
    void aZoneMayHaveItsOwnServersAndDelegate() throws IOException {
        dns.zone("own.example.com", "ns.own.example.com").set("own.example.com", "A", "192.0.2.3");
        zone.set("own.example.com", "NS", "ns.own.example.com.").set("ns.own.example.com", "A", "127.0.1.3");

        assertThat(ask(dns.resolver(), "own.example.com", "A").getSection(Section.ANSWER))
                .hasSize(1);
        var referral = ask(dns.nameServer("ns1.lab.test"), "own.example.com", "A");
        assertThat(referral.getSection(Section.ANSWER)).isEmpty();
        assertThat(referral.getSectionRRsets(Section.AUTHORITY).getFirst().getType())
                .isEqualTo(Type.NS);
        dns.nameServer("ns.own.example.com").fail(Trouble.SILENT);
        assertThat(ask(dns.resolver(), "own.example.com", "A").getRcode()).isEqualTo(Rcode.SERVFAIL);
    }

    @Test
    void aLongTextIsSplitAndALargeAnswerComesByTcp() throws IOException {
        zone.txt("long.example.com", "x".repeat(600)).txt("many.example.com", numbered(100));

        var strings = ((TXTRecord) ask(dns.resolver(), "long.example.com", "TXT")
                        .getSection(Section.ANSWER)
                        .getFirst())
                .getStrings();
        assertThat(strings).hasSize(3);
        assertThat(texts(ask(dns.resolver(), "many.example.com", "TXT"))).hasSize(100);
        assertThat(dns.log().count("resolver", "many.example.com", "TXT", QueryLog.Transport.UDP))
                .isEqualTo(1);
        assertThat(dns.log().count("resolver", "many.example.com", "TXT", QueryLog.Transport.TCP))
                .isEqualTo(1);
    }

    @Test
    void tenThousandRecordsFillAMessageToItsLimit() throws IOException {
        zone.txt("flood.example.com", numbered(10_000));

        var message = ask(dns.resolver(), "flood.example.com", "TXT");

        assertThat(message.getHeader().getFlag(Flags.TC)).isTrue();
        assertThat(message.getSection(Section.ANSWER)).hasSizeGreaterThan(1000);
    }

    @Test
    void troubleComesAndGoes() throws IOException {
        var server = dns.resolver().fail("_mta-sts.example.com", "TXT", Trouble.SERVFAIL);
        assertThat(ask(server, "_mta-sts.example.com", "TXT").getRcode()).isEqualTo(Rcode.SERVFAIL);

        server.fail("_mta-sts.example.com", "TXT", Trouble.SILENT);
        assertThatThrownBy(() -> ask(server, "_mta-sts.example.com", "TXT", 100))
                .isInstanceOf(IOException.class);
        assertThat(texts(ask(server, "example.com", "TXT"))).isEmpty();

        server.fail("_mta-sts.example.com", "TXT", Trouble.TRUNCATED);
        assertThat(texts(ask(server, "_mta-sts.example.com", "TXT"))).containsExactly("v=STSv1; id=1;");

        server.recover();
        zone.remove("_mta-sts.example.com", "TXT");
        assertThat(ask(server, "_mta-sts.example.com", "TXT").getRcode()).isEqualTo(Rcode.NXDOMAIN);
    }

    private static Message ask(NameServer server, String name, String type) throws IOException {
        return ask(server, name, type, 5_000);
    }

    private static Message ask(NameServer server, String name, String type, int patienceMillis) throws IOException {
        var resolver = new SimpleResolver(server.address());
        resolver.setTimeout(Duration.ofMillis(patienceMillis));
        return resolver.send(
                Message.newQuery(Record.newRecord(Name.fromString(name, Name.root), Type.value(type), DClass.IN)));
    }

    private static List<String> texts(Message message) {
        return message.getSection(Section.ANSWER).stream()
                .map(record -> String.join("", ((TXTRecord) record).getStrings()))
                .toList();
    }

    private static String[] numbered(int count) {
        return IntStream.range(0, count).mapToObj(n -> "record " + n).toArray(String[]::new);
    }
}
