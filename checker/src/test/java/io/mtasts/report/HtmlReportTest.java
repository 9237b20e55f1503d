package io.mtasts.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.check.Judgement;
import io.mtasts.check.Views;
import io.mtasts.observe.dns.Answer.NoData;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class HtmlReportTest {
    private static final String BROKEN = HtmlReport.of(List.of(Domains.broken()), Domains.ROOTS);

    @Test
    void broken() throws IOException {
        Expected.matches(BROKEN.replaceAll("(?s)<style>.*</style>", "<style></style>"), "broken.html");
    }

    @Test
    void whatAPeerSaysIsText() {
        assertThat(BROKEN).contains("(250 &lt;b&gt;mx2&lt;/b&gt; &amp; co)").doesNotContain("<b>");
    }

    /** Names and answers of others, in every place of the page. */
    @Test
    void nothingThatAnybodyWroteIsMarkup() {
        var host = "mx\"><script>alert(1)</script>.example.com";
        var judgement = Judgement.of(Views.good().alsoMx(host).evidence());
        var page = HtmlReport.of(List.of(judgement, Domains.good()), Domains.ROOTS);

        assertThat(page)
                .contains("mx&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;.example.com")
                .doesNotContain("<script");
    }

    @Test
    void fetchesNothing() {
        assertThat(HtmlReport.of(List.of(Domains.good(), Domains.broken()), Domains.ROOTS)
                        .replace("href=\"#", ""))
                .contains("default-src 'none'", "<style>\n:root {")
                .doesNotContain("<script", "<link", "<img", "@import", "url(", "href=", "src=");
    }

    @Test
    void beginsWithTheVerdict() {
        assertThat(verdict(Domains.good())).isEqualTo("All good");
        assertThat(verdict(Domains.broken())).isEqualTo("Needs fixing");
        assertThat(verdict(Domains.outOfReach())).isEqualTo("Not fully checked");
        assertThat(verdict(Judgement.of(
                        Views.good().tlsReporting(new NoData<>(List.of())).evidence())))
                .isEqualTo("Works, with warnings");
    }

    private static String verdict(Judgement judgement) {
        var page = HtmlReport.of(List.of(judgement), Domains.ROOTS);
        return page.replaceFirst("(?s).*<p class=\"verdict\">", "").replaceFirst("(?s)</p>.*", "");
    }

    @Test
    void whatToDoComesWorstFirst() {
        assertThat(BROKEN.substring(0, BROKEN.indexOf("<h2>What was seen")))
                .containsSubsequence(
                        "<h2>What to do",
                        "STARTTLSMissing",
                        "MXNotCovered",
                        "MXCertificateExpiring",
                        "TLSReportingMissing");
        assertThat(HtmlReport.of(List.of(Domains.good()), Domains.ROOTS)).doesNotContain("<h2>What to do");
    }

    @Test
    void theRecordToPublishStandsByItself() {
        assertThat(BROKEN)
                .contains(
                        "<pre>_smtp._tls.example.com. TXT &quot;v=TLSRPTv1; rua=mailto:tlsrpt@example.com&quot;</pre>");
    }

    @Test
    void severalDomainsAreOnePageWithATable() {
        var page = HtmlReport.of(List.of(Domains.good(), Domains.broken()), Domains.ROOTS);
        assertThat(page).contains("<title>MTA-STS of 2 domains</title>").containsOnlyOnce("</html>");
        assertThat(page.split("<article ", -1)).hasSize(3);
        assertThat(page)
                .as("the worst first, in the table and below it")
                .containsSubsequence(
                        "<nav>", ">ERROR<", "MXNotCovered", ">ok<", "</nav>", "Needs fixing", "All good", "</html>");
        assertThat(HtmlReport.of(List.of(Domains.good()), Domains.ROOTS)).doesNotContain("<nav>");
    }
}
