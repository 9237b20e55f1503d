package io.mtasts.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.mtasts.lab.World;
import io.mtasts.lab.dns.QueryLog;
import io.mtasts.lab.dns.Trouble;
import io.mtasts.observe.dns.Answer;
import io.mtasts.observe.dns.AtServer;
import io.mtasts.observe.dns.MxRecord;
import io.mtasts.observe.dns.ResolverAddress;
import io.mtasts.observe.net.AddressRules;
import io.mtasts.observe.net.HostPort;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the resolvers and the authoritative servers say of record and MX, rightly or in one of their wrong ways. */
class DnsTest {
    private static final Look NAMES_ONLY = new Look(false, false);
    private static final String NAME = "_mta-sts.a.test";

    private final World world = World.start();
    private NetworkObserver observer;

    @BeforeEach
    void start() {
        observer = Lab.observer(world);
    }

    @AfterEach
    void stop() {
        observer.close();
        world.close();
    }

    private PublicView look() {
        return observer.observe("a.test", NAMES_ONLY);
    }

    private Answer<String> record() {
        return look().record().answer();
    }

    @Test
    void stringsOfARecordAreJoinedAsBytes() {
        world.domain("a.test").zone().txtStrings(NAME, "v=STSv1; ", "id=\"é\\", ";");

        assertThat(record().records()).containsExactly("v=STSv1; id=\"Ã©\\;");
    }

    @Test
    void aNameThatIsNotThereAndOneWithoutSuchRecordsAreTwoThings() {
        world.domain("a.test").zone().set("_tls.a.test", "A", "127.0.0.1");
        world.domain("a.test").zone().set("_smtp._tls.a.test", "A", "127.0.0.1");

        var view = look();

        assertThat(view.record().answer()).isEqualTo(new Answer.NoSuchName<>(List.of()));
        assertThat(view.tlsReporting().answer()).isEqualTo(new Answer.NoData<>(List.of()));
    }

    @Test
    void aliasesAreKept() {
        world.domain("a.test").zone().set(NAME, "CNAME", 60, "One.b.test.");
        world.domain("b.test").zone().set("one.b.test", "CNAME", 60, "two.b.test.");
        world.domain("b.test").zone().txt("two.b.test", 120, "v=STSv1; id=2;");

        var view = look();

        assertThat(view.record().answer())
                .isEqualTo(new Answer.Found<>(List.of("v=STSv1; id=2;"), List.of("one.b.test", "two.b.test"), 120));
    }

    @Test
    void anAliasThatLeadsToNothingIsToldFromNoAlias() {
        world.domain("a.test").zone().set(NAME, "CNAME", "gone.b.test.");
        world.domain("b.test");

        assertThat(record()).isEqualTo(new Answer.NoSuchName<>(List.of("gone.b.test")));
    }

    @Test
    void aliasesInACircleEnd() {
        world.domain("a.test")
                .zone()
                .set(NAME, "CNAME", "one.a.test.")
                .set("one.a.test", "CNAME", "two.a.test.")
                .set("two.a.test", "CNAME", "one.a.test.");

        var view = look();

        assertThat(view.record().answer())
                .isEqualTo(new Answer.AliasLoop<>(List.of("one.a.test", "two.a.test", "one.a.test")));
        assertThat(view.record().authoritative())
                .allSatisfy(server -> assertThat(server.answer()).isInstanceOf(Answer.AliasLoop.class));
    }

    @Test
    void aResolverThatOnlySaysServfailOfACircleIsAskedAliasByAlias() {
        world.domain("a.test").zone().set(NAME, "CNAME", "one.a.test.").set("one.a.test", "CNAME", NAME + ".");
        world.dns().resolver().fail(NAME, "TXT", Trouble.SERVFAIL);

        assertThat(record()).isInstanceOf(Answer.AliasLoop.class);
    }

    @Test
    void aliasesWithoutEndEndToo() {
        var zone = world.domain("a.test").zone();
        zone.set(NAME, "CNAME", "n0.a.test.");
        IntStream.range(0, 40).forEach(n -> zone.set("n" + n + ".a.test", "CNAME", "n" + (n + 1) + ".a.test."));

        assertThat(record())
                .isInstanceOfSatisfying(
                        Answer.AliasLoop.class,
                        loop -> assertThat((List<?>) loop.aliases()).hasSizeLessThan(20));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "SERVFAIL, answered SERVFAIL",
        "REFUSED,  answered REFUSED",
        "SILENT,   did not answer within 2 s",
        "GARBAGE,  did not answer within 2 s",
    })
    void aResolverThatFailsIsNamed(Trouble trouble, String what) {
        world.domain("a.test").record("v=STSv1; id=1;");
        world.dns().resolver().fail(NAME, "TXT", trouble);

        assertThat(record()).isEqualTo(new Answer.Unavailable<>("127.0.0.53:" + world.dnsPort() + " " + what));
    }

    @Test
    void theNextResolverIsAskedWhenOneFails() {
        world.domain("a.test").record("v=STSv1; id=1;");
        var both = List.of(
                ResolverAddress.plain(new HostPort("127.0.0.54", world.dnsPort())), // nobody is there
                ResolverAddress.plain(new HostPort("127.0.0.53", world.dnsPort())));
        try (var other = new NetworkObserver(Lab.settings(world).resolvers(both).build(), Clock.systemUTC())) {
            assertThat(other.observe("a.test", NAMES_ONLY).record().answer().records())
                    .containsExactly("v=STSv1; id=1;");
        }
    }

    @Test
    void aLongAnswerComesByTcp() {
        world.domain("a.test").record("v=STSv1; id=1;");
        world.dns().resolver().fail(NAME, "TXT", Trouble.TRUNCATED);

        assertThat(record().records()).containsExactly("v=STSv1; id=1;");
        assertThat(world.dns().log().count("resolver", NAME, "TXT", QueryLog.Transport.TCP))
                .isEqualTo(1);
    }

    @Test
    void tenThousandRecordsCostOneAnswerByTcp() {
        world.domain("a.test")
                .record(IntStream.range(0, 10_000)
                        .mapToObj(n -> "v=STSv1; id=" + n + ";")
                        .toArray(String[]::new));
        long start = System.nanoTime();

        var records = record().records();

        assertThat(records).hasSizeBetween(100, 6_000).allMatch(text -> text.startsWith("v=STSv1; id="));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void authoritativeServersAreAskedEach() {
        world.domain("a.test").record("v=STSv1; id=1;");
        world.dns().diverge("a.test", "ns2.lab.test").txt(NAME, "v=STSv1; id=2;");

        assertThat(look().record().authoritative())
                .extracting(AtServer::server, server -> server.answer().records())
                .containsExactly(
                        tuple("ns1.lab.test", List.of("v=STSv1; id=1;")),
                        tuple("ns2.lab.test", List.of("v=STSv1; id=2;")));
    }

    @Test
    void anAuthoritativeServerThatFailsDoesNotHideTheOthers() {
        world.domain("a.test").record("v=STSv1; id=1;");
        world.dns().nameServer("ns2.lab.test").fail(Trouble.REFUSED);

        var answers = look().record().authoritative();

        assertThat(answers.getFirst().answer().records()).containsExactly("v=STSv1; id=1;");
        assertThat(answers.getLast().answer())
                .isInstanceOfSatisfying(
                        Answer.Unavailable.class,
                        none -> assertThat(none.why())
                                .startsWith("ns2.lab.test: ")
                                .endsWith("answered REFUSED"));
    }

    @Test
    void theServersOfTheZoneThatHasTheRecordAreAskedBehindAnAlias() {
        var other = world.dns().zone("b.test", "ns.b.test", "ns.c.test");
        other.txt("_mta-sts.b.test", 300, "v=STSv1; id=1;");
        world.dns().diverge("b.test", "ns.c.test").txt("_mta-sts.b.test", 60, "v=STSv1; id=2;");
        world.dns()
                .zone("c.test")
                .set(
                        "ns.c.test",
                        "A",
                        world.dns()
                                .nameServer("ns.c.test")
                                .address()
                                .getAddress()
                                .getHostAddress());
        world.domain("a.test").zone().set(NAME, "CNAME", 30, "_mta-sts.b.test.");

        assertThat(look().record().authoritative())
                .containsExactly(
                        new AtServer<>("ns.b.test", found(300, "v=STSv1; id=1;")),
                        new AtServer<>("ns.c.test", found(60, "v=STSv1; id=2;")));
    }

    private static Answer<String> found(long ttl, String text) {
        return new Answer.Found<>(List.of(text), List.of("_mta-sts.b.test"), ttl);
    }

    @Test
    void whatAServerHasOfAZoneThatIsNoMoreItsOwnDoesNotCount() {
        world.dns().zone("b.test").txt("_mta-sts.b.test", "v=STSv1; id=old;");
        world.domain("a.test").zone().set(NAME, "CNAME", "_mta-sts.b.test.");
        world.dns().zone("b.test", "ns.b.test").txt("_mta-sts.b.test", 300, "v=STSv1; id=new;");

        assertThat(look().record().authoritative())
                .extracting(AtServer::server, server -> server.answer().records())
                .containsExactly(tuple("ns.b.test", List.of("v=STSv1; id=new;")));
    }

    @Test
    void aServerThatHasNotGotTheAliasYetIsTold() {
        world.dns().zone("b.test", "ns.b.test").txt("_mta-sts.b.test", "v=STSv1; id=1;");
        world.domain("a.test").zone().set(NAME, "CNAME", "_mta-sts.b.test.");
        world.dns().diverge("a.test", "ns2.lab.test").remove(NAME);

        assertThat(look().record().authoritative())
                .extracting(AtServer::server, server -> server.answer().records())
                .containsExactly(tuple("ns2.lab.test", List.of()), tuple("ns.b.test", List.of("v=STSv1; id=1;")));
    }

    @Test
    void aCircleThroughTwoZonesEnds() {
        world.dns().zone("b.test", "ns.b.test").set("x.b.test", "CNAME", NAME + ".");
        world.domain("a.test").zone().set(NAME, "CNAME", "x.b.test.");

        assertThat(look().record().authoritative())
                .extracting(AtServer::server, AtServer::answer)
                .containsExactly(tuple("ns.b.test", new Answer.AliasLoop<String>(List.of("x.b.test", NAME))));
    }

    @Test
    void whatAResolverStillMissesIsAskedOfTheAuthoritativeServers() {
        world.domain("a.test")
                .zone()
                .txt("_smtp._tls.a.test", "v=TLSRPTv1; rua=mailto:tls@a.test")
                .set("mta-sts.a.test", "A", "192.0.2.1");
        Stream.of("_smtp._tls.a.test TXT", "mta-sts.a.test A", "mta-sts.a.test AAAA")
                .map(question -> question.split(" "))
                .forEach(question -> world.dns().resolver().fail(question[0], question[1], Trouble.NXDOMAIN));

        var view = look();

        assertThat(view.tlsReporting().answer()).isInstanceOf(Answer.NoSuchName.class);
        assertThat(view.tlsReporting().current().records()).containsExactly("v=TLSRPTv1; rua=mailto:tls@a.test");
        assertThat(view.policyHost().addresses().records()).containsExactly(Lab.address("192.0.2.1"));
    }

    @Test
    void anAliasWhoseZoneNobodyCanNameIsAllThatIsKnown() {
        world.domain("a.test").zone().set(NAME, "CNAME", "_mta-sts.nowhere.");

        assertThat(look().record().authoritative())
                .hasSize(2)
                .allSatisfy(server ->
                        assertThat(server.answer()).isEqualTo(new Answer.NoData<>(List.of("_mta-sts.nowhere"))));
    }

    @Test
    void authoritativeServersAtPrivateAddressesAreNotContacted() {
        world.domain("a.test").record("v=STSv1; id=1;");
        var cautious =
                Lab.settings(world).addressRules(AddressRules.PUBLIC_ONLY).build();

        try (var other = new NetworkObserver(cautious, Clock.systemUTC())) {
            assertThat(other.observe("a.test", NAMES_ONLY).record().authoritative())
                    .hasSize(2)
                    .allSatisfy(server -> assertThat(server.answer())
                            .isInstanceOfSatisfying(
                                    Answer.Unavailable.class,
                                    none -> assertThat(none.why())
                                            .endsWith("is not contacted: it is a loopback address")));
        }
        assertThat(world.dns().log().count("ns1.lab.test", NAME, "TXT", QueryLog.Transport.UDP))
                .isZero();
    }

    @Test
    void theSameQuestionIsAskedOnce() {
        world.domain("a.test").complete();

        look();

        assertThat(List.of("_mta-sts.a.test TXT", "a.test MX", "a.test NS", "ns1.lab.test A", "mx1.a.test AAAA"))
                .allSatisfy(question -> {
                    var words = question.split(" ");
                    assertThat(world.dns().log().count("resolver", words[0], words[1], QueryLog.Transport.UDP))
                            .isEqualTo(1);
                });
    }

    @Test
    void mailServersAreThoseOfEveryServerOnceAtTheirLowestPreference() {
        var domain =
                world.domain("a.test").mx(20, "b.a.test").mx(10, "c.a.test").mx(30, "c.a.test");
        world.dns().diverge("a.test", "ns2.lab.test").add("a.test", "MX", "5 only-there.a.test.");

        var servers = observer.observe(domain.name(), NAMES_ONLY).mailServers();

        assertThat(servers.hosts())
                .extracting(MxHostView::host, MxHostView::preference, MxHostView::probed)
                .containsExactly(
                        tuple("only-there.a.test", 5, false),
                        tuple("c.a.test", 10, false),
                        tuple("b.a.test", 20, false));
    }

    @Test
    void aDomainWithoutMxIsItsOwnMailServer() {
        world.domain("a.test").zone().set("a.test", "A", "127.0.3.9");

        var servers = look().mailServers();

        assertThat(servers.implicit()).isTrue();
        assertThat(Lab.only(servers.hosts()).host()).isEqualTo("a.test");
    }

    @Test
    void aDomainThatDoesNotExistHasNoMailServers() {
        var servers = observer.observe("nowhere.test", NAMES_ONLY).mailServers();

        assertThat(servers.answer()).isEqualTo(new Answer.NoSuchName<>(List.of()));
        assertThat(servers.hosts()).isEmpty();
        assertThat(servers.implicit()).isFalse();
    }

    @Test
    void aNullMxNamesNoMailServer() {
        world.domain("a.test").zone().set("a.test", "MX", "0 .");

        var servers = look().mailServers();

        assertThat(servers.answer().records()).containsExactly(new MxRecord(0, MxRecord.NULL));
        assertThat(servers.hosts()).isEmpty();
        assertThat(servers.implicit()).isFalse();
    }

    @Test
    void anMxThatIsAnAliasKeepsItsName() {
        world.domain("a.test")
                .mx(10, "mx1.a.test")
                .zone()
                .remove("mx1.a.test")
                .set("mx1.a.test", "CNAME", "real.a.test.");
        world.domain("a.test").zone().set("real.a.test", "A", "127.0.3.1");

        var host = Lab.only(look().mailServers().hosts());

        assertThat(host.host()).isEqualTo("mx1.a.test");
        assertThat(host.addresses().aliases()).containsExactly("real.a.test");
        assertThat(host.addresses().records()).containsExactly(Lab.address("127.0.3.1"));
    }

    @Test
    void bothKindsOfAddressesAreFound() {
        world.domain("a.test")
                .zone()
                .set("mta-sts.a.test", "A", "192.0.2.1")
                .set("mta-sts.a.test", "AAAA", "2001:db8::1");

        assertThat(look().policyHost().addresses().records())
                .containsExactlyElementsOf(
                        Stream.of("192.0.2.1", "2001:db8::1").map(Lab::address).toList());
    }
}
