package io.mtasts.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TotalsTest {
    private final Totals totals = new Totals();

    @Test
    void worstFirst() {
        Stream.of(Domains.good(), Domains.broken(), Domains.outOfReach(), Domains.good())
                .forEach(totals::add);
        assertThat(totals.line())
                .isEqualTo("4 domains: 1 with errors (example.com), 1 not fully checked (example.com), 2 all good.");
    }

    @Test
    void namesTheFirst() {
        for (int i = 0; i < 1200; i++) {
            totals.add(Domains.broken());
        }
        assertThat(totals.line())
                .isEqualTo("1,200 domains: 1,200 with errors (example.com, example.com, example.com, ...).");
    }

    @Test
    void oneDomainHasItsReport() {
        totals.add(Domains.broken());
        assertThat(totals.line()).isEmpty();
    }
}
