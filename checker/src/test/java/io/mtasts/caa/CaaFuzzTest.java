package io.mtasts.caa;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.mtasts.fuzz.Mutations;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Whatever stands in a CAA record, it is read or names nobody, and what is said of it is a short line. */
class CaaFuzzTest {
    private static final Applicant APPLICANT =
            new Applicant(List.of("letsencrypt.org"), Set.of("http-01"), Optional.of("https://acme.example/acct/1"));

    @TestFactory
    Stream<DynamicTest> quickly() {
        return Stream.of(Mutations.test(CaaFuzzTest.class, "caaValue", this::caaValue));
    }

    @FuzzTest(maxDuration = Mutations.AT_MOST, maxExecutions = Mutations.A_MILLION)
    void caaValue(byte[] bytes) {
        var text = new String(bytes, StandardCharsets.ISO_8859_1);
        IssueValue.parse(text)
                .ifPresent(value -> assertThat(IssueValue.parse(written(value))).contains(value));
        var set = new CaaSet(List.of(new CaaProperty(0, "issue", text), new CaaProperty(128, text, "")));
        assertThat(set.objection(APPLICANT).orElse("")).matches("[ -~]{0,400}");
        assertThat(set.shown()).matches("[ -~]{0,400}");
        assertThat(set.forbidsAll() && set.allowsAll()).isFalse();
    }

    private static String written(IssueValue value) {
        return value.authority().orElse("")
                + (value.parameters().isEmpty()
                        ? ""
                        : value.parameters().stream()
                                .map(parameter -> parameter.tag() + "=" + parameter.value())
                                .collect(Collectors.joining("; ", "; ", "")));
    }
}
