package io.mtasts.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class HtmlReportTest {
    private static final String BROKEN = HtmlReport.of(List.of(Domains.broken()));

    @Test
    void broken() throws IOException {
        Expected.matches(BROKEN.replaceAll("(?s)<style>.*</style>", "<style></style>"), "broken.html");
    }

    @Test
    void whatAPeerSaysIsText() {
        assertThat(BROKEN).contains("(250 &lt;b&gt;mx2&lt;/b&gt; &amp; co)").doesNotContain("<b>");
    }

    @Test
    void fetchesNothing() {
        assertThat(BROKEN)
                .contains("default-src 'none'", "<style>\n:root {")
                .doesNotContain("<script", "<link", "<img", "@import", "url(", "href=", "src=");
    }

    @Test
    void severalDomainsAreOnePage() {
        var page = HtmlReport.of(List.of(Domains.good(), Domains.broken()));
        assertThat(page).contains("<title>MTA-STS of 2 domains</title>").containsOnlyOnce("</html>");
        assertThat(page.split("<article>", -1)).hasSize(3);
    }
}
