package io.mtasts.check;

import static io.mtasts.check.Views.RECORD;
import static io.mtasts.check.Views.found;
import static io.mtasts.check.Views.good;

import io.mtasts.observe.dns.Answer;
import io.mtasts.observe.dns.Answer.AliasLoop;
import io.mtasts.observe.dns.Answer.Found;
import io.mtasts.observe.dns.Answer.NoData;
import io.mtasts.observe.dns.Answer.NoSuchName;
import io.mtasts.observe.dns.Answer.Unavailable;
import io.mtasts.observe.dns.AtServer;
import io.mtasts.observe.dns.Obstacle;
import io.mtasts.policy.PolicyId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecordChecksTest {
    private static final Answer<String> GOOD = found(300, RECORD);

    @ParameterizedTest
    @MethodSource("cases")
    void says(Case row) {
        row.holds();
    }

    static Stream<Case> cases() {
        return Stream.concat(absent(), Stream.concat(wrong(), servers()));
    }

    static Stream<Case> absent() {
        var publish = "Publish _mta-sts.example.com. TXT \"v=STSv1; id=89a199bd12a89c7c5583f8b8bd3345e0;\".";
        var missing = "ERROR RecordMissing: _mta-sts.example.com has no MTA-STS record: senders do not fetch a policy.";
        return Stream.of(
                row("good", good()),
                row("NXDOMAIN", good().record(new NoSuchName<>(List.of())), missing + " " + publish),
                row("NODATA", good().record(new NoData<>(List.of())), missing + " " + publish),
                row("other TXT records only", good().record(found(300, "v=spf1 -all")), missing + " " + publish),
                row(
                        "one that was meant to be it",
                        good().record(found(300, "v=spf1 -all", "V=STSv1; id=1")),
                        missing + " \"V=STSv1; id=1\" does not count: the record must begin with \"v=STSv1;\":"
                                + " write \"v=STSv1; id=1\". " + publish),
                row(
                        "no policy to make an id of",
                        good().record(new NoData<>(List.of())).policyBody("nothing"),
                        missing + " Publish it once the policy can be fetched."),
                Case.of(
                        "the expected id is the one to publish",
                        Aspect.RECORD,
                        good().record(new NoData<>(List.of())).evidence(Expectations.recordId("abc123")),
                        missing + " Publish _mta-sts.example.com. TXT \"v=STSv1; id=abc123;\"."),
                Case.of(
                        "an id that is withheld is not made up",
                        Aspect.RECORD,
                        good().record(new NoData<>(List.of())).evidence(Expectations.served(Views.BODY)),
                        missing + " Publish it once the policy can be fetched."),
                row(
                        "alias to nowhere",
                        good().record(new NoSuchName<>(List.of("x.provider.example"))),
                        "ERROR RecordAliasDangling: _mta-sts.example.com is a CNAME for x.provider.example, which has"
                                + " no MTA-STS record. Publish the record there, or remove the CNAME and publish the"
                                + " record at _mta-sts.example.com."),
                row(
                        "alias to another TXT record",
                        good().record(new Found<>(List.of("hello"), List.of("a.example", "b.example"), 60)),
                        "ERROR RecordAliasDangling: _mta-sts.example.com is a CNAME for b.example, which has no"
                            + " MTA-STS record. Publish the record there, or remove the CNAME and publish the record"
                            + " at _mta-sts.example.com."),
                row("alias to the record", good().record(new Found<>(List.of(RECORD), List.of("a.example"), 60))),
                row(
                        "circle",
                        good().record(new AliasLoop<>(List.of("a.example", "b.example"))),
                        "ERROR RecordAliasDangling: _mta-sts.example.com is in a CNAME loop, through"
                                + " a.example and b.example. Point it to the name that has the record."));
    }

    static Stream<Case> wrong() {
        return Stream.of(
                row(
                        "two records",
                        good().record(found(300, "v=STSv1; id=2;", "v=STSv1; id=1;")),
                        "ERROR MultipleRecords: _mta-sts.example.com has 2 MTA-STS records at ns1.example.com and"
                                + " ns2.example.com, which senders treat as none. They are \"v=STSv1; id=1;\" and"
                                + " \"v=STSv1; id=2;\". Remove all but one."),
                row(
                        "one beside others",
                        good().record(found(300, "v=spf1 -all", RECORD, "v=STSv2; id=1")),
                        "WARNING SendersDisagree: _mta-sts.example.com has \"v=STSv2; id=1\" as well as the MTA-STS"
                                + " record; another TXT record next to the MTA-STS record: senders disagree: maddy and"
                                + " KumoMTA find no policy; the others skip it. Remove the other record."),
                row(
                        "quotation marks stored as data",
                        good().record(found(300, "\"v=STSv1; id=1;\"")),
                        "ERROR RecordMissing: _mta-sts.example.com has no MTA-STS record: senders do not fetch a"
                            + " policy. \"\\\"v=STSv1; id=1;\\\"\" does not count: quotation marks are not part of a"
                                + " record: write \"v=STSv1; id=1\". Publish _mta-sts.example.com. TXT \"v=STSv1; id=%s;\"."
                                        .formatted(PolicyId.of(Views.BODY, 0))),
                row(
                        "malformed",
                        good().record(found(300, "v=STSv1; id=2026-11-23;")),
                        "ERROR RecordMalformed: _mta-sts.example.com: character 10, \"id=2026-11-23\": id must be 1 to"
                                + " 32 letters and digits: write \"v=STSv1; id=20261123\"."),
                row(
                        "repeated field",
                        good().record(found(300, "v=STSv1; id=1; id=2")),
                        "WARNING FieldRepeated: _mta-sts.example.com: character 16, \"id=2\": id is repeated: the"
                                + " first counts, senders ignore this one; a stricter sender discards the whole record:"
                                + " write \"v=STSv1; id=1\"."),
                row(
                        "blank",
                        good().record(found(300, "v=STSv1 ; id=1")),
                        "WARNING RecordBlank: _mta-sts.example.com: character 1, \"v=STSv1 ;\": some senders discard a"
                                + " record with a space before the first semicolon: write \"v=STSv1; id=1\"."),
                Case.of(
                        "stale",
                        Aspect.RECORD,
                        good().evidence(Expectations.recordId("new1")),
                        "ERROR RecordStale: _mta-sts.example.com has id 4f6c0d21, but the policy served has id new1:"
                                + " senders keep the policy that they have cached. Publish _mta-sts.example.com. TXT"
                                + " \"v=STSv1; id=new1;\"."),
                Case.of("current", Aspect.RECORD, good().evidence(Expectations.recordId(Views.ID))),
                row("TTL of an hour", good().record(found(3600, RECORD))),
                row(
                        "TTL above an hour",
                        good().record(found(3601, RECORD)),
                        "WARNING RecordTTLLong: _mta-sts.example.com may be cached for 3601 seconds, so every change"
                                + " of policy takes that long to be noticed. Set its TTL to 3600 seconds or less."),
                row(
                        "TTL from a resolver counts down, so it is not quoted",
                        good().record(found(7000, RECORD), ns1(new Unavailable<>(""))),
                        "WARNING RecordTTLLong: _mta-sts.example.com may be cached for more than an hour, so every"
                            + " change of policy takes that long to be noticed. Set its TTL to 3600 seconds or less.",
                        "INFO DNSUnavailable: ns1.example.com, an authoritative server, gave no answer for"
                                + " _mta-sts.example.com."));
    }

    static Stream<Case> servers() {
        Answer<String> down = new Unavailable<>("timed out");
        return Stream.of(
                row(
                        "resolvers fail",
                        good().record(new Unavailable<>("SERVFAIL from 192.0.2.53"), ns1(GOOD)),
                        "UNKNOWN DNSUnavailable: _mta-sts.example.com: its TXT records could not be looked up"
                            + " (SERVFAIL from 192.0.2.53). If this persists, check the domain's name servers and its"
                            + " DNSSEC signatures."),
                row(
                        "signatures that do not hold",
                        good().record(new Unavailable<>("signature expired", Obstacle.DNSSEC_BOGUS), ns1(GOOD)),
                        "UNKNOWN DNSUnavailable: _mta-sts.example.com: its TXT records could not be looked up"
                            + " (signature expired). Mend the zone's DNSSEC signatures, or its DS record at the"
                            + " parent. Until then a sender that validates gets no answer either: it sees no policy,"
                            + " and goes by the one that it has cached."),
                row(
                        "name servers out of reach",
                        good().record(new Unavailable<>("no reachable authority", Obstacle.AUTHORITY), ns1(GOOD)),
                        "UNKNOWN DNSUnavailable: _mta-sts.example.com: its TXT records could not be looked up (no"
                            + " reachable authority). Check that every name server which the parent zone names for the"
                            + " domain is up, has the zone, and answers from outside."),
                row(
                        "nobody answers",
                        good().record(new Unavailable<>(""), ns1(down)),
                        "UNKNOWN DNSUnavailable: _mta-sts.example.com: its TXT records could not be looked up. If this"
                                + " persists, check the domain's name servers and its DNSSEC signatures.",
                        "INFO DNSUnavailable: ns1.example.com, an authoritative server, gave no answer for"
                                + " _mta-sts.example.com (timed out)."),
                row(
                        "one server is silent",
                        good().record(GOOD, ns1(GOOD), ns2(down)),
                        "INFO DNSUnavailable: ns2.example.com, an authoritative server, gave no answer for"
                                + " _mta-sts.example.com (timed out)."),
                row("resolvers still remember that there was none", good().record(new NoData<>(List.of()), ns1(GOOD))),
                row(
                        "resolvers still remember what is gone",
                        good().record(GOOD, ns1(new NoData<>(List.of()))).policyBody(""),
                        "ERROR RecordMissing: _mta-sts.example.com has no MTA-STS record: senders do not fetch a"
                                + " policy. Publish it once the policy can be fetched."),
                row(
                        "servers disagree",
                        good().record(GOOD, ns2(found(300, "v=STSv1; id=new")), ns1(GOOD)),
                        "ERROR RecordInconsistent: The domain's name servers answer differently for"
                            + " _mta-sts.example.com: ns1.example.com with id 4f6c0d21 and ns2.example.com with id"
                            + " new. What a sender sees depends on which one it asks. Bring the name servers in sync;"
                            + " after a change, wait until all of them have it."),
                row(
                        "one server lacks it",
                        good().record(GOOD, ns1(GOOD), ns2(new NoSuchName<>(List.of()))),
                        "ERROR RecordInconsistent: The domain's name servers answer differently for"
                                + " _mta-sts.example.com: ns1.example.com with id 4f6c0d21 and ns2.example.com with no"
                                + " record. What a sender sees depends on which one it asks. Bring the name servers in"
                                + " sync; after a change, wait until all of them have it."),
                row(
                        "delegated: the servers know only the alias, the resolvers what stands there",
                        good().record(
                                        new Found<>(List.of(RECORD), List.of("sts.provider.example"), 300),
                                        ns1(new NoData<>(List.of("sts.provider.example"))),
                                        ns2(new NoSuchName<>(List.of("sts.provider.example"))))),
                row(
                        "delegated at one server, and of another id at the other",
                        good().record(
                                        new Found<>(List.of(RECORD), List.of("sts.provider.example"), 300),
                                        ns1(new NoData<>(List.of("sts.provider.example"))),
                                        ns2(found(300, "v=STSv1; id=old"))),
                        "ERROR RecordInconsistent: The domain's name servers answer differently for"
                            + " _mta-sts.example.com: ns1.example.com with id 4f6c0d21 and ns2.example.com with id"
                            + " old. What a sender sees depends on which one it asks. Bring the name servers in sync;"
                            + " after a change, wait until all of them have it."),
                row(
                        "the order of other records does not matter",
                        good().record(GOOD, ns1(found(300, "a", RECORD)), ns2(found(300, RECORD, "a"))),
                        "WARNING SendersDisagree: _mta-sts.example.com has \"a\" as well as the MTA-STS record;"
                                + " another TXT record next to the MTA-STS record: senders disagree: maddy and KumoMTA"
                                + " find no policy; the others skip it. Remove the other record."));
    }

    private static Case row(String name, Views views, String... lines) {
        return Case.of(name, Aspect.RECORD, views, lines);
    }

    private static AtServer<String> ns1(Answer<String> answer) {
        return new AtServer<>("ns1.example.com", answer);
    }

    private static AtServer<String> ns2(Answer<String> answer) {
        return new AtServer<>("ns2.example.com", answer);
    }
}
