package io.mtasts.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.lab.World;
import io.mtasts.lab.fault.Fault;
import io.mtasts.lab.fault.Oddity;
import io.mtasts.observe.https.PolicyOutcome;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is seen of every faulty and every odd domain of the lab, all in one world. What is said of it: FaultsTest. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CatalogueTest {
    private static final int AT_ONCE = 12;
    private static final Duration SLOWEST = Duration.ofSeconds(20);

    private final Map<String, PublicView> views = new ConcurrentHashMap<>();
    private final Map<String, Duration> times = new ConcurrentHashMap<>();

    @BeforeAll
    void lookAtAll() {
        try (var world = World.start();
                var observer = Lab.observer(world);
                var workers = Executors.newFixedThreadPool(AT_ONCE)) {
            Stream.concat(
                            Fault.all().stream().map(fault -> fault.in(world)),
                            Stream.of(Oddity.values()).map(oddity -> oddity.in(world)))
                    .map(domain -> workers.submit(() -> look(observer, domain.name())))
                    .toList()
                    .forEach(Lab::finished);
        }
    }

    @AfterAll
    void forget() {
        views.clear();
    }

    private void look(NetworkObserver observer, String domain) {
        long start = System.nanoTime();
        views.put(domain, observer.observe(domain, Look.ALL));
        times.put(domain, Duration.ofNanos(System.nanoTime() - start));
    }

    @Test
    void nothingTakesLongerThanItsTimeouts() {
        assertThat(times).allSatisfy((domain, time) -> assertThat(time).isLessThan(SLOWEST));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "host-down               | Unreachable[kind=REFUSED, detail=Connection refused]",
                "host-private            | NotContacted[why=it is a private address]",
                "host-link-local         | NotContacted[why=it is a link-local address]",
                "host-drops              | Unreachable[kind=CONNECT_TIMED_OUT, detail=no answer to the"
                        + " connection attempt",
                "host-alert              | TLSFailed[detail=it ended the handshake with the alert handshake_failure:"
                        + " most often it has no cipher suite in common with this probe]",
                "host-tls-1-1            | TLSFailed[detail=it chose TLS 1.1]",
                "host-knows-no-version   | TLSFailed[detail=it ended the handshake with the alert protocol_version:"
                        + " it has no TLS version in common with this probe]",
                "host-plain-http         | TLSFailed[detail=what it sent is not TLS]",
                "host-closes             | TLSFailed[detail=it closed the connection in the middle of the handshake]",
                "host-mute               | TimedOut[detail=no TLS handshake within 2 s]",
                "host-self-signed        | CertificateRejected[problem=UNTRUSTED, detail=it is self-signed,",
                "host-untrusted          | CertificateRejected[problem=UNTRUSTED, detail=its chain ends at a"
                        + " certificate issued by \"CN=Somebody Else Root\", which is not a trusted root here and whose"
                        + " certificate is not sent along,",
                "host-without-intermediate | CertificateRejected[problem=UNTRUSTED, detail=it is issued by \"CN=Lab"
                    + " Intermediate\", which is not a trusted root here and whose certificate is not sent along: it"
                    + " is at http://ca.lab.test/intermediate.crt,",
                "host-wrong-name         | CertificateRejected[problem=NAME_MISMATCH, detail=it is for"
                        + " host-wrong-name.test,",
                "host-common-name-only   | CertificateRejected[problem=NAME_MISMATCH, detail=it has no DNS name,",
                "host-partial-wildcard   | CertificateRejected[problem=NAME_MISMATCH, "
                        + "detail=it is for m*.host-partial-wildcard.test,",
                "host-wildcard-too-high  | CertificateRejected[problem=NAME_MISMATCH, detail=it is for *.test,",
                "host-expired            | CertificateRejected[problem=EXPIRED, detail=it ended at 20",
                "host-not-yet-valid      | CertificateRejected[problem=NOT_YET_VALID, detail=it begins at 20",
                "redirect                | Answered[status=302,"
                        + " fields=Fields[location=Optional[https://www.example.com/mta-sts.txt]",
                "not-found               | Answered[status=404, fields=Fields[location=Optional.empty,",
                "body-drips              | TimedOut[detail=status 200 arrived, but not the whole body within 3 s]",
                "body-never-comes        | TimedOut[detail=no answer arrived within 3 s]",
                "no-answer               | Broken[detail=",
                "not-http                | Broken[detail=",
                "status-zero             | Broken[detail=",
                "negative-version        | Broken[detail=",
                "body-cut-short          | Broken[detail=Premature end of Content-Length delimited message body",
            })
    void ofAPolicyHost(String domain, String outcome) {
        assertThat(Lab.policy(views.get(domain + ".test")).toString()).startsWith(outcome);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"body-70-kib", "body-endless"})
    void aPolicyIsReadTo64KiB(String domain) {
        assertThat(Lab.policy(views.get(domain + ".test")))
                .isInstanceOfSatisfying(PolicyOutcome.Answered.class, answered -> {
                    assertThat(answered.body()).hasSize(64 * 1024);
                    assertThat(answered.cut()).isTrue();
                });
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "starttls-stripped     | StartTLSMissing[detail=EHLO was answered without STARTTLS]",
                "starttls-overwritten  | StartTLSMissing[detail=EHLO was answered with \"XXXXXXXA\" in place of"
                        + " STARTTLS: a firewall on the path overwrites it]",
                "ehlo-refused          | StartTLSMissing[detail=EHLO was answered "
                        + "\"502 5.5.1 Command not implemented\"]",
                "starttls-refused      | StartTLSFailed[detail=STARTTLS was answered "
                        + "\"554 5.7.3 Unable to initialize security subsystem\"]",
                "starttls-put-off      | RefusesUs[answered=StartTls[], "
                        + "reply=454 4.7.0 TLS not available due to temporary reason]",
                "starttls-hangs-up     | StartTLSFailed[detail=the connection ended before the answer to STARTTLS]",
                "starttls-mute         | NoConversation[kind=SILENT, detail=the answer to STARTTLS did not arrive"
                        + " within 2 s]",
                "starttls-injection    | StartTLSFailed[detail=more plain text arrived after the answer to STARTTLS]",
                "mx-alert              | StartTLSFailed[detail=it ended the handshake with the alert handshake_failure:"
                        + " most often it has no cipher suite in common with this probe]",
                "mx-internal-error     | StartTLSFailed[detail=it ended the handshake with the alert internal_error:"
                        + " most often its key or certificate is not usable]",
                "mx-handshake-closes   | StartTLSFailed[detail=it closed the connection in the middle of the"
                        + " handshake]",
                "mx-handshake-plain    | StartTLSFailed[detail=what it sent is not TLS]",
                "mx-handshake-mute     | NoConversation[kind=SILENT, detail=no TLS handshake within 2 s]",
                "mx-tls-1-1            | TLSTooOld[detail=it chose TLS 1.1]",
                "mx-knows-no-version   | TLSTooOld[detail=it ended the handshake with the alert protocol_version:"
                        + " it has no TLS version in common with this probe]",
                "mx-certificate-bomb   | StartTLSFailed[detail=",
                "mx-self-signed        | CertificateRejected[problem=UNTRUSTED, detail=it is self-signed,",
                "mx-wrong-name         | CertificateRejected[problem=NAME_MISMATCH, detail=it is for mail.example.com,",
                "mx-expired            | CertificateRejected[problem=EXPIRED, detail=it ended at 20",
                "mx-not-yet-valid      | CertificateRejected[problem=NOT_YET_VALID, detail=it begins at 20",
                "mx-down               | NoConversation[kind=REFUSED, detail=Connection refused]",
                "mx-closes             | NoConversation[kind=CLOSED, detail=the connection ended before the greeting]",
                "mx-busy               | RefusesUs[answered=Connection[], " + "reply=421 4.3.2 Too busy, try later]",
                "mx-busy-at-ehlo       | RefusesUs[answered=Ehlo[name=[127.0.0.1]], "
                        + "reply=450 4.3.2 Try again later]",
                "mx-unwelcoming        | RefusesUs[answered=Connection[], " + "reply=554 5.7.1 No service for you]",
                "mx-garbage            | NoConversation[kind=GARBAGE, "
                        + "detail=in place of the greeting came \"\\x1B[2J\\x00\\x07 SSH-2.0-garbage\"]",
                "mx-talks-without-end  | NoConversation[kind=GARBAGE, "
                        + "detail=in place of the greeting came a reply of more than 128 lines]",
                "mx-line-without-end   | NoConversation[kind=GARBAGE, "
                        + "detail=in place of the greeting came a line of more than 2048 characters]",
                "mx-tarpit             | NoConversation[kind=SILENT, detail=the greeting did not arrive within 2 s]",
                "mx-mute               | NoConversation[kind=SILENT, detail=the greeting did not arrive within 2 s]",
                "mx-ehlo-without-end   | NoConversation[kind=GARBAGE, "
                        + "detail=in place of the answer to EHLO came a reply of more than 128 lines]",
                "mx-private            | NotContacted[why=it is a private address]",
                "mx-mapped             | NotContacted[why=it is a private address in its NAT64 IPv6 form]",
            })
    void ofAMailServer(String domain, String outcome) {
        assertThat(Lab.mx(views.get(domain + ".test")).toString()).startsWith(outcome);
    }

    @Test
    void ofFortyMailServersThirtyTwoAreProbed() {
        var hosts = views.get("forty-mx.test").mailServers().hosts();

        assertThat(hosts).hasSize(40);
        assertThat(hosts).filteredOn(MxHostView::probed).hasSize(32);
        assertThat(hosts)
                .allSatisfy(host -> assertThat(host.addresses().records()).hasSize(1));
    }
}
