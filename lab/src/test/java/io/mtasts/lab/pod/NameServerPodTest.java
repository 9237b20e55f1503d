package io.mtasts.lab.pod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

class NameServerPodTest {
    private NameServerPod pod;
    private Orders orders;

    @BeforeEach
    void start(@TempDir Path zones) throws IOException {
        Files.writeString(zones.resolve("example.com.zone"), """
            @        IN MX    10 mx1.example.net.
            mta-sts  IN CNAME policy.example.net.
            _mta-sts 60 IN TXT "v=STSv1; id=1;"
            """);
        pod = NameServerPod.start(List.of(
                "--zones",
                zones.toString(),
                "--address",
                "192.0.2.53",
                "--listen",
                "127.0.0.1",
                "--port",
                "0",
                "--control",
                "0"));
        orders = new Orders(pod.controlPort());
    }

    @AfterEach
    void close() {
        pod.close();
    }

    @Test
    void itIsAuthorityAndResolverForAllZones() throws Exception {
        assertThat(order("PUT", "/zones/example.net", "policy IN A 192.0.2.1\nmx1 IN A 192.0.2.2\n"))
                .isEqualTo(200);

        var alias = ask("mta-sts.example.com", "A");
        assertThat(alias.getHeader().getFlag(Flags.AA)).isTrue();
        assertThat(alias.getSection(Section.ANSWER))
                .extracting(Record::rdataToString)
                .containsExactly("policy.example.net.", "192.0.2.1");
        assertThat(answers("example.com", "NS")).containsExactly("ns1.lab.test.");
        assertThat(answers("ns1.lab.test", "A")).containsExactly("192.0.2.53");
        assertThat(ask("example.org", "A").getRcode()).isEqualTo(Rcode.NXDOMAIN);
    }

    @Test
    void itsRecordsChangeWhileItRuns() throws Exception {
        assertThat(order("PUT", "/records/_mta-sts.example.com/TXT", "v=STSv1; id=2;\nanother\n"))
                .isEqualTo(200);
        assertThat(answers("_mta-sts.example.com", "TXT")).containsExactlyInAnyOrder("\"v=STSv1; id=2;\"", "another");

        assertThat(order("DELETE", "/records/_mta-sts.example.com/TXT", "")).isEqualTo(200);
        assertThat(ask("_mta-sts.example.com", "TXT").getRcode()).isEqualTo(Rcode.NXDOMAIN);
        assertThat(orders.send("GET", "/zones/example.com", "").body())
                .contains("example.com.", "10 mx1.example.net.")
                .doesNotContain("v=STSv1");

        assertThat(order("DELETE", "/zones/example.com", "")).isEqualTo(200);
        assertThat(ask("example.com", "MX").getRcode()).isEqualTo(Rcode.NXDOMAIN);
    }

    @Test
    void troubleComesAndGoes() throws Exception {
        assertThat(order("PUT", "/trouble", "SERVFAIL")).isEqualTo(200);
        assertThat(ask("example.com", "MX").getRcode()).isEqualTo(Rcode.SERVFAIL);
        assertThat(order("DELETE", "/trouble", "")).isEqualTo(200);
        assertThat(answers("example.com", "MX")).containsExactly("10 mx1.example.net.");
    }

    @Test
    void ordersThatMakeNoSenseAreRefusedWithASentence() throws Exception {
        assertThat(orders.send("GET", "/", "").body()).isEqualTo("up\n");
        assertThat(orders.send("PUT", "/records/example.org/A", "192.0.2.1").body())
                .isEqualTo("example.org is in no zone: PUT /zones/ORIGIN first\n");
        assertThat(orders.send("PUT", "/records/example.com/A", "nonsense").body())
                .isEqualTo("example.com. A nonsense\n");
        assertThat(orders.send("PUT", "/zones/example.org", "www IN A nonsense").body())
                .startsWith("the zone example.org: ");
        assertThat(orders.send("POST", "/zones", "").body()).isEqualTo("nothing is known of POST /zones\n");
        assertThat(order("POST", "/zones", "")).isEqualTo(400);
        assertThatThrownBy(() -> NameServerPod.start(List.of("--zone", "/zones")))
                .hasMessageContaining("--zone: it takes");
    }

    private int order(String method, String path, String body) throws IOException, InterruptedException {
        return orders.send(method, path, body).statusCode();
    }

    private List<String> answers(String name, String type) throws IOException {
        return ask(name, type).getSection(Section.ANSWER).stream()
                .map(Record::rdataToString)
                .toList();
    }

    private Message ask(String name, String type) throws IOException {
        var question = Record.newRecord(Name.fromString(name, Name.root), Type.value(type), DClass.IN);
        return new SimpleResolver(new InetSocketAddress("127.0.0.1", pod.port())).send(Message.newQuery(question));
    }
}
