package io.mtasts.reports.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.mtasts.lab.fuzz.MutatedInputs;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A mail is read, or refused with a sentence that can be said in an SMTP reply. */
class MailFuzzTest {
    private static final MailLimits LIMITS = new MailLimits(64 * 1024, 100, 4_096, 5, 20, 5);

    @TestFactory
    DynamicTest quickly() {
        return DynamicTest.dynamicTest("mail", () -> MutatedInputs.tryEach(MailFuzzTest.class, "mail", this::mail));
    }

    @FuzzTest(maxDuration = MutatedInputs.AT_MOST, maxExecutions = MutatedInputs.A_MILLION)
    void mail(byte[] mail) {
        try {
            var read = ReportMail.read(new ByteArrayInputStream(mail), LIMITS);
            assertThat(read.reports()).hasSizeBetween(1, LIMITS.reports());
            assertThat(read.reports())
                    .allSatisfy(report -> assertThat(report.raw().remaining()).isLessThanOrEqualTo(mail.length));
        } catch (NotAReport e) {
            assertThat(e.problem()).isNotEmpty().matches("[ -~]{1,1000}");
        } catch (IOException e) {
            throw new UncheckedIOException("an array can always be read", e);
        }
    }
}
