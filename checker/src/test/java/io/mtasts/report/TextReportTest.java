package io.mtasts.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.mtasts.check.Judgement;
import io.mtasts.check.Views;
import io.mtasts.observe.MxHostView;
import io.mtasts.observe.dns.Answer.NoData;
import io.mtasts.observe.dns.Dnssec;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextReportTest {
    private static final TextReport PLAIN = new TextReport(TextReport.USUAL_WIDTH, false, Domains.ROOTS);

    @Test
    void good() throws IOException {
        Expected.matches(PLAIN.of(Domains.good()), "good.txt");
    }

    @Test
    void broken() throws IOException {
        Expected.matches(PLAIN.of(Domains.broken()), "broken.txt");
    }

    @Test
    void outOfReach() throws IOException {
        Expected.matches(PLAIN.of(Domains.outOfReach()), "out-of-reach.txt");
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 80, 110, 200})
    void keepsToTheWidth(int width) {
        assertThat(new TextReport(width, false, Domains.ROOTS)
                        .of(Domains.broken())
                        .lines())
                .filteredOn(line -> !line.contains("TXT \"") && !line.contains("https:"))
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(width));
    }

    /** As many patterns as 64 KiB hold, and as many mail servers as a DNS answer. */
    @Test
    void aLargePolicyAndManyMailServersTakeNoLongerThanTheirSizes() {
        var patterns = IntStream.range(0, 5_000).mapToObj("p%d.aa"::formatted).toArray(String[]::new);
        var hosts = IntStream.range(0, 3_000)
                .mapToObj(n -> Views.host("p%d.aa".formatted(n), 10))
                .toArray(MxHostView[]::new);
        var judgement = Judgement.of(Views.good()
                .policyBody(Views.body("enforce", 604_800, patterns))
                .mx(hosts)
                .evidence());

        assertTimeout(Duration.ofSeconds(3), () -> {
            assertThat(PLAIN.of(judgement)).contains(" p2999.aa ");
            assertThat(new JsonReport(Domains.ROOTS).line(judgement)).contains("\"pattern\":\"p2999.aa\"");
        });
    }

    @Test
    void aRecordToPublishIsNotBroken() {
        var missing = Judgement.of(Views.good().record(new NoData<>(List.of())).evidence());
        assertThat(new TextReport(40, false, Domains.ROOTS).of(missing))
                .contains("_mta-sts.example.com. TXT \"v=STSv1; id=89a199bd12a89c7c5583f8b8bd3345e0;\"");
    }

    @Test
    void whatAPeerSaysDoesNotSteerTheTerminal() {
        var host = "mx\u001B[2J.example.com";
        var judgement = Judgement.of(Views.good().alsoMx(host).evidence());
        assertThat(PLAIN.of(judgement)).contains("mx?[2J.example.com").doesNotContain("\u001B");
    }

    @Test
    void whatTheResolverVouchesForIsALineOfTheRecord() {
        var views = Views.good().dnssec(new Dnssec(true, false, true, false));
        assertThat(PLAIN.of(Judgement.of(views.evidence())))
                .contains("  ok     DNSSEC: the resolver has validated the record and the MX records.\n");
    }

    @Test
    void colours() {
        var coloured = new TextReport(TextReport.USUAL_WIDTH, true, Domains.ROOTS).of(Domains.broken());
        assertThat(coloured).contains("  \u001B[1;31mERROR\u001B[0m  mx2", "  \u001B[33mwarn\u001B[0m   _smtp");
        assertThat(coloured.replaceAll("\u001B\\[[0-9;]+m", "")).isEqualTo(PLAIN.of(Domains.broken()));
    }
}
