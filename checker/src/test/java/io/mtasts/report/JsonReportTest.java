package io.mtasts.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mtasts.check.Judgement;
import io.mtasts.check.Views;
import io.mtasts.observe.dns.Answer.NoSuchName;
import io.mtasts.observe.dns.Dnssec;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonReportTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final JsonReport report = new JsonReport(Domains.ROOTS);

    @Test
    void broken() throws IOException {
        Expected.matches(indented(report.line(Domains.broken())), "broken.json");
    }

    @Test
    void outOfReach() throws IOException {
        Expected.matches(indented(report.line(Domains.outOfReach())), "out-of-reach.json");
    }

    @Test
    void membersAreInOrderOnOneLine() throws IOException {
        var line = report.line(Domains.good());
        assertThat(line).doesNotContain("\n");
        assertThat(JSON.readTree(line).fieldNames())
                .toIterable()
                .containsExactly(
                        "domain", "time", "trust", "record", "policy", "mx", "tlsReporting", "findings", "conditions");
    }

    @Test
    void aRecordThatIsNotThereHasNoId() throws IOException {
        var json = JSON.readTree(report.line(Judgement.of(
                Views.good().record(new NoSuchName<>(List.of("x.example"))).evidence())));
        assertThat(json.at("/record/id").isNull()).isTrue();
        assertThat(json.at("/record/servers/0").toString())
                .isEqualTo("{\"server\":\"the resolvers\",\"answer\":\"noSuchName\",\"aliases\":[\"x.example\"],"
                        + "\"records\":[]}");
        assertThat(json.at("/conditions/RecordPublished/reason").asText()).isEqualTo("RecordAliasDangling");
    }

    @Test
    void whatTheResolverVouchesForIsSaidOfEach() throws IOException {
        var views = Views.good().dnssec(new Dnssec(true, false, true, false));
        var json = JSON.readTree(report.line(Judgement.of(views.evidence())));

        assertThat(json.at("/record/dnssec").asBoolean()).isTrue();
        assertThat(json.at("/policy/dnssec").asBoolean(true)).isFalse();
        assertThat(json.at("/mx/1/dnssec").asBoolean()).isTrue();
        assertThat(json.at("/tlsReporting/dnssec").asBoolean(true)).isFalse();
    }

    /** Members on a line each, so that a difference shows where it is. */
    private static String indented(String line) throws IOException {
        var indenter = new DefaultIndenter("  ", "\n");
        var printer = new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
        return JSON.writer(printer).writeValueAsString(JSON.readTree(line)) + "\n";
    }
}
