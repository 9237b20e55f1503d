package io.mtasts.operator.rollout;

import static io.mtasts.operator.rollout.Given.NOW;
import static io.mtasts.operator.rollout.Given.entry;
import static io.mtasts.operator.rollout.Given.id;
import static io.mtasts.operator.rollout.Given.immediate;
import static io.mtasts.operator.rollout.Given.seen;
import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.api.v1alpha1.LedgerEntry;
import io.mtasts.api.v1alpha1.MailDomainPolicySpec;
import io.mtasts.api.v1alpha1.PatternSafety;
import io.mtasts.api.v1alpha1.PublishedRecord;
import io.mtasts.api.v1alpha1.ServedPolicy;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** From when on a mail server may take mail. */
final class PatternSafeTest {
    private static final String A = "a.example";
    private static final String B = "b.example";
    private static final Instant CONFIRMED = NOW.minusSeconds(60);

    private static ServedPolicy served(MailDomainPolicySpec spec) {
        return Given.spec(spec).decide().serve().orElseThrow();
    }

    private static PatternSafety safety(String pattern, LedgerEntry... ledger) {
        var both = seen(served(immediate(A, B)));
        return PatternSafe.of(
                        List.of(pattern),
                        both,
                        Optional.of(new PublishedRecord(id(both), CONFIRMED, 300)),
                        List.of(ledger))
                .getFirst();
    }

    @Test
    void usuallyWhenResolversHaveForgottenTheEarlierId() {
        var onlyA = served(immediate(A));
        var until = NOW.plusSeconds(86_400);

        var safety = safety(B, entry(onlyA, until));

        assertThat(safety.usuallySafeFrom()).isEqualTo(CONFIRMED.plusSeconds(900));
        assertThat(safety.surelySafeFrom()).isEqualTo(until);
    }

    @Test
    void whatIsSureIsUsualToo() {
        var safety = safety(A, entry(served(immediate(A)), NOW.plusSeconds(86_400)));

        assertThat(safety.surelySafeFrom()).isBefore(CONFIRMED.plusSeconds(900));
        assertThat(safety.usuallySafeFrom()).isEqualTo(Objects.requireNonNull(safety.surelySafeFrom()));
    }
}
