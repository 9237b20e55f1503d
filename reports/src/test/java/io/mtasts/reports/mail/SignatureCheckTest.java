package io.mtasts.reports.mail;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.lab.dns.SoleServer;
import io.mtasts.lab.dns.Trouble;
import io.mtasts.lab.dns.Zone;
import io.mtasts.observe.ObserverSettings;
import io.mtasts.observe.dns.Answer;
import io.mtasts.observe.dns.ResolverAddress;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.apache.james.jdkim.DKIMSigner;
import org.apache.james.jdkim.exceptions.FailException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signatures that vouch for a report, and all that look like it. */
@Timeout(60)
class SignatureCheckTest {
    private static final String TEMPLATE =
            "v=1; a=rsa-sha256; c=relaxed/relaxed; d=ferry.example; s=a; h=From:To:Subject; bh=; b=;";
    private static final String MAIL = """
        From: TLS reports <tls@ferry.example>\r
        To: tlsrpt@harbour.example\r
        Subject: Report Domain: harbour.example\r
          Submitter: ferry.example\r
        X-Other: one\r
        \r
        {"a": 1}\r
        """;

    private static KeyPair key;
    private static KeyPair weak;

    @BeforeAll
    static void makeKeys() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        key = generator.generateKeyPair();
        generator.initialize(768);
        weak = generator.generateKeyPair();
    }

    @ParameterizedTest
    @CsvSource({
        "v=DKIM1; k=rsa; p=KEY",
        "p=KEY",
        "v=DKIM1; s=tlsrpt; p=KEY",
        "v=DKIM1; s=*; p=KEY",
        "v=DKIM1; s=other:email; p=KEY",
    })
    void holdsWithAKeyForMailOrForReports(String record) throws Exception {
        assertThat(check(signed(TEMPLATE, MAIL), found(record))).isEqualTo(new Vouched.By("ferry.example"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v=DKIM1; s=other; p=KEY | the key at a._domainkey.ferry.example is neither for mail nor for TLS"
                        + " reports (s=)",
                "v=DKIM1; p= | Revoked key",
                "v=DKIM1; t=y; p=KEY | the key is a test (t=y)",
                "v=DKIM1; p=WEAK | less than 1024 bits",
                "v=DKIM1; h=sha1; p=KEY | inappropriate hash",
                "v=DKIM1; k=ed25519; p=KEY | inappropriate key type",
                "v=DKIM2; p=KEY | Unknown version",
                "p=%%% | it does not hold",
            })
    void doesNotHoldWithAnotherKey(String record, String reason) throws Exception {
        assertThat(check(signed(TEMPLATE, MAIL), found(record)))
                .isInstanceOfSatisfying(
                        Vouched.ByNobody.class,
                        no -> assertThat(no.reason())
                                .startsWith("the signature of ferry.example does not count: ")
                                .contains(reason));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "h=From:To | h=To | From field not signed",
                "v=1; | v=1; l=5; | it covers only a part of the body (l=)",
                "v=1; | v=1; x=1000; | expired",
                "v=1; | v=1; i=@other.example; | domain mismatch",
                "a=rsa-sha256 | a=rsa-sha1 | its algorithm is rsa-sha1, and only rsa-sha256 is verified",
            })
    void doesNotHoldAsItIsMade(String part, String instead, String reason) throws Exception {
        // The signer makes none of these: it is what jDKIM looks at before the signature itself.
        var mail = new String(signed(TEMPLATE, MAIL), US_ASCII);
        var changed = mail.replaceFirst(part, instead);
        assertThat(changed).isNotEqualTo(mail);
        assertThat(check(changed.getBytes(US_ASCII), found("p=KEY")))
                .isInstanceOfSatisfying(
                        Vouched.ByNobody.class, no -> assertThat(no.reason()).contains(reason));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\": 1} | {\"a\": 2} | bodyhash",
                "tls@ferry | somebody@ferry | Header signature does not verify",
                "Domain: harbour.example | Domain: other.example | Header signature does not verify",
            })
    void doesNotHoldAfterAChange(String part, String instead, String reason) throws Exception {
        var mail = new String(signed(TEMPLATE, MAIL), US_ASCII);
        var changed = mail.replace(part, instead);
        assertThat(changed).isNotEqualTo(mail);
        assertThat(check(changed.getBytes(US_ASCII), found("p=KEY")))
                .isInstanceOfSatisfying(
                        Vouched.ByNobody.class, no -> assertThat(no.reason()).contains(reason));
    }

    @Test
    void holdsAfterWhatRelaysMayDo() throws Exception {
        var mail = new String(signed(TEMPLATE, MAIL), US_ASCII);
        var relayed = "Received: from a by b\r\n"
                + mail.replace("X-Other: one", "X-Other: two").replace("Submitter: ferry", "Submitter:   ferry")
                + "\r\n\r\n";
        assertThat(check(relayed.getBytes(US_ASCII), found("p=KEY"))).isEqualTo(new Vouched.By("ferry.example"));
    }

    @Test
    void looksForFewKeysAndForThoseThatMatterFirst() throws Exception {
        var mail = new String(signed(TEMPLATE, MAIL), US_ASCII);
        var others = new StringBuilder();
        for (int i = 0; i < 50; i++) {
            others.append(
                    "DKIM-Signature: v=1; a=rsa-sha256; d=d%d.example; s=a; h=from; bh=YQ==; b=YQ==\r\n".formatted(i));
        }
        var asked = new ArrayList<String>();
        Function<String, Answer<String>> keys = name -> {
            asked.add(name);
            return name.contains("ferry") ? answer("p=KEY") : new Answer.NoSuchName<>(List.of());
        };
        var all = (others + mail).getBytes(US_ASCII);

        assertThat(new SignatureCheck(keys, "ferry.example"::equals).of(all))
                .isEqualTo(new Vouched.By("ferry.example"));
        assertThat(asked).containsExactly("a._domainkey.ferry.example");
        asked.clear();
        assertThat(new SignatureCheck(keys, _ -> false).of(all)).isInstanceOf(Vouched.ByNobody.class);
        assertThat(asked).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({"mox, the signature of mox.example", "tlsrpt-reporter, the mail has no DKIM signature"})
    void nobodyVouchesForTheseSamples(String sample, String reason) throws IOException {
        var mail = Files.readString(Path.of("src/test/resources/io/mtasts/reports/mail/samples", sample + ".eml"))
                .replaceAll("\r?\n", "\r\n")
                .getBytes(US_ASCII);
        assertThat(check(mail, _ -> new Answer.NoSuchName<>(List.of())))
                .isInstanceOfSatisfying(
                        Vouched.ByNobody.class, no -> assertThat(no.reason()).contains(reason));
    }

    /** Through our own resolvers, with a real name server behind them. */
    @Test
    void asksTheNameServer() throws Exception {
        var loopback = InetAddress.getLoopbackAddress();
        try (var dns = SoleServer.start(loopback, 0, loopback)) {
            dns.serve(Zone.of("ferry.example").txt("a._domainkey.ferry.example", record("v=DKIM1; p=KEY")));
            var server = dns.server();
            var settings = ObserverSettings.builder()
                    .resolvers(List.of(ResolverAddress.parse(
                            "127.0.0.1:" + server.address().getPort())))
                    .build();
            try (var keys = new DkimKeys(settings, Clock.systemUTC())) {
                var mail = signed(TEMPLATE, MAIL);
                assertThat(check(mail, keys::at)).isEqualTo(new Vouched.By("ferry.example"));
                server.fail("b._domainkey.ferry.example", "TXT", Trouble.SERVFAIL);
                assertThat(check(signed(TEMPLATE.replace("s=a", "s=b"), MAIL), keys::at))
                        .isInstanceOfSatisfying(
                                Vouched.Unclear.class,
                                later -> assertThat(later.reason())
                                        .startsWith("the key at b._domainkey.ferry.example could not be had: "));
                assertThat(check(signed(TEMPLATE.replace("s=a", "s=c"), MAIL), keys::at))
                        .isInstanceOfSatisfying(
                                Vouched.ByNobody.class,
                                no -> assertThat(no.reason())
                                        .contains("there is no key at c._domainkey.ferry.example"));
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mx.harbour.example; dkim=pass header.d=ferry.example header.s=a | true",
                "MX.harbour.example 1; spf=fail; dkim=pass (ed25519) header.d=Ferry.example | true",
                "mx.harbour.example; dkim=fail header.d=ferry.example | false",
                "mx.harbour.example; dkim=pass header.d=other.example | false",
                "mx.other.example; dkim=pass header.d=ferry.example | false",
                "mx.harbour.example; x=y (; dkim=pass header.d=ferry.example) | false",
            })
    void believesTheOwnMailServer(String results, boolean believed) {
        var mail = "Authentication-Results: %s\r\nDKIM-Signature: v=1; a=ed25519-sha256; d=ferry.example; b=YQ==\r\n%s"
                .formatted(results, MAIL);
        Vouching nobody = _ -> new Vouched.ByNobody("no");
        assertThat(new TrustedResults("mx.harbour.example", nobody).of(mail.getBytes(US_ASCII)))
                .isEqualTo(believed ? new Vouched.By("ferry.example") : new Vouched.ByNobody("no"));
    }

    /** Whatever stands below the topmost may have come with the mail. */
    @Test
    void believesOnlyTheTopmostAndNoSignatureOverAPart() {
        Vouching nobody = _ -> new Vouched.ByNobody("no");
        var own = new TrustedResults("mx.test", nobody);
        var signature = "DKIM-Signature: v=1; a=ed25519-sha256; d=ferry.example; b=YQ==\r\n";
        var pass = "Authentication-Results: mx.test; dkim=pass header.d=ferry.example\r\n";
        assertThat(own.of((pass + signature + MAIL).getBytes(US_ASCII))).isEqualTo(new Vouched.By("ferry.example"));
        assertThat(own.of(("Authentication-Results: mx.test; none\r\n" + pass + signature + MAIL).getBytes(US_ASCII)))
                .isEqualTo(new Vouched.ByNobody("no"));
        assertThat(own.of((pass + signature.replace("b=", "l=3; b=") + MAIL).getBytes(US_ASCII)))
                .isEqualTo(new Vouched.ByNobody("no"));
        assertThat(own.of((pass + MAIL).getBytes(US_ASCII))).isEqualTo(new Vouched.ByNobody("no"));
    }

    private static Vouched check(byte[] mail, Function<String, Answer<String>> keys) {
        return new SignatureCheck(keys, _ -> false).of(mail);
    }

    private static Function<String, Answer<String>> found(String record) {
        return name -> {
            assertThat(name).isEqualTo("a._domainkey.ferry.example");
            return answer(record);
        };
    }

    private static Answer<String> answer(String record) {
        return new Answer.Found<>(List.of(record(record)), List.of(), 300);
    }

    private static String record(String text) {
        return text.replace("KEY", base64(key)).replace("WEAK", base64(weak));
    }

    private static String base64(KeyPair pair) {
        return Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
    }

    private static byte[] signed(String template, String mail) throws IOException, FailException {
        var field = new DKIMSigner(template, key.getPrivate()).sign(new ByteArrayInputStream(mail.getBytes(US_ASCII)));
        return (field + "\r\n" + mail).getBytes(US_ASCII);
    }
}
