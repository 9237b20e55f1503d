package io.mtasts.operator.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.api.v1alpha1.LedgerEntry;
import io.mtasts.api.v1alpha1.MailDomainPolicyStatus;
import io.mtasts.api.v1alpha1.PolicyMode;
import io.mtasts.api.v1alpha1.ServedPolicy;
import io.mtasts.policy.PolicyId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which ids that a status remembers are of the operator's own making: other software's may look like them. */
class OwnTextsTest {
    private static final String BODY = "version: STSv1\r\nmode: none\r\nmax_age: 86400\r\n";
    private static final String OURS = PolicyId.of(BODY, 1).text();
    private static final String THEIRS = "5d41402abc4b2a76b9719d911017c592";

    @Test
    void theOneThatIsServedUnderItsOwnId() {
        assertThat(own(served(OURS), List.of())).containsExactly("v=STSv1; id=" + OURS + ";");
        assertThat(own(served(THEIRS), List.of())).isEmpty();
    }

    @Test
    void thoseOfTheLedgerThatWereNotFoundInDns() {
        assertThat(own(null, List.of(entry(OURS, null), entry(THEIRS, true), entry("20240101", null))))
                .containsExactly("v=STSv1; id=" + OURS + ";");
    }

    private static ServedPolicy served(String id) {
        return new ServedPolicy(id, 1, PolicyMode.NONE, List.of(), 86_400, BODY, null, null);
    }

    private static LedgerEntry entry(String id, @Nullable Boolean adopted) {
        return new LedgerEntry(id, PolicyMode.NONE, List.of(), 86_400, null, adopted);
    }

    private static Set<String> own(@Nullable ServedPolicy policy, List<LedgerEntry> ledger) {
        var status =
                MailDomainPolicyStatus.builder().policy(policy).ledger(ledger).build();
        return OwnTexts.of(status, RecordKind.MTA_STS, "_mta-sts.example.com");
    }
}
