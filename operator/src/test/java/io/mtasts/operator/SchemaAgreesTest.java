package io.mtasts.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.mtasts.api.v1alpha1.CustomResourceDefinitions;
import io.mtasts.policy.MxPattern;
import io.mtasts.tlsrpt.TlsRptRecord;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the schema lets pass the operator can work with: it would fail at such a resource again and again, and say nothing in its status. */
class SchemaAgreesTest {
    private static final int TRIES = 200_000;

    @Test
    void onMxPatterns() {
        takes("^(\\*\\.)?([a-z0-9]", "a1-.*", Stream.of("mx1.example.com", "*.example.com"), MxPattern::new);
    }

    @Test
    void onReportAddresses() {
        takes(
                "^(mailto:",
                "a1-._~:/?#[]@$&'()*+=%2F,;!\" <>^\\{}|`",
                Stream.of(
                        "mailto:a@b.example",
                        "mailto:a@b.example?s=mailto:c@d.example",
                        "https://r.example/https://s.example/",
                        "mailto:a+b@b.example?subject=x%20y#z",
                        "https://h.example:8/p?q=@#f"),
                uri -> new TlsRptRecord(List.of(uri)));
    }

    /** Takes what people write, and changes it at random. */
    private static void takes(String rule, String alphabet, Stream<String> seeds, Consumer<String> use) {
        var pattern = rule(rule);
        var random = new Random(1);
        seeds.forEach(seed -> {
            assertThat(seed).matches(pattern);
            for (int n = 0; n < TRIES; n++) {
                var text = changed(seed, alphabet, random);
                if (pattern.matcher(text).find()) {
                    assertThatCode(() -> use.accept(text)).as(text).doesNotThrowAnyException();
                }
            }
        });
    }

    private static String changed(String seed, String alphabet, Random random) {
        var text = new StringBuilder(seed);
        for (int changes = random.nextInt(4); changes >= 0; changes--) {
            int at = random.nextInt(text.length() + 1);
            var put = random.nextInt(3) == 0 ? "" : "" + alphabet.charAt(random.nextInt(alphabet.length()));
            text.replace(at, Math.min(text.length(), at + random.nextInt(3)), put);
        }
        return text.toString();
    }

    /** The regular expression of the schema's rule that begins so. */
    private static Pattern rule(String beginning) {
        var text = CustomResourceDefinitions.yaml().replace("\\\\", "\\").replace("\\\\", "\\");
        int start = text.indexOf("'" + beginning) + 1;
        assertThat(start).as(beginning).isPositive();
        return Pattern.compile(text.substring(start, text.indexOf("')", start)));
    }
}
