package io.mtasts.operator.acme;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** By which names CAA records speak of an authority, out of its directory or the table. */
class AcmeServersTest {
    private static final String LETS_ENCRYPT = "https://acme-v02.api.letsencrypt.org/directory";

    private final AtomicInteger asked = new AtomicInteger();
    private Optional<String> answer = Optional.empty();
    private final AcmeServers servers = new AcmeServers((party, url) -> {
        asked.incrementAndGet();
        return answer;
    });

    private List<String> authority(String server) {
        return servers.authority("mail", server);
    }

    @Test
    void theDirectoryDecides() {
        answer = Optional.of("{\"meta\": {\"caaIdentities\": [\"Example.com\", \"example.net\"]}}");

        assertThat(authority(LETS_ENCRYPT)).containsExactly("example.com", "example.net");
        assertThat(authority(LETS_ENCRYPT)).containsExactly("example.com", "example.net");
        assertThat(asked).hasValue(1);
    }

    @Test
    void theTableKnowsThoseThatDoNotAnswer() {
        assertThat(authority(LETS_ENCRYPT)).containsExactly("letsencrypt.org");
        assertThat(authority("https://dv.acme-v02.api.pki.goog/directory")).containsExactly("pki.goog");
        assertThat(authority("https://acme.example/directory")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not JSON",
                "[]",
                "{\"meta\": 1}",
                "{\"meta\": {\"caaIdentities\": \"example.com\"}}",
                "{\"meta\": {\"caaIdentities\": [1, null, {}, \"\", \"com\", \"a b.example\", \"x\\u001b.example\","
                        + " \"-a.example\"]}}",
            })
    void whatIsNoNameIsLeftOut(String text) {
        answer = Optional.of(text);

        assertThat(authority("https://acme.example/directory")).isEmpty();
    }

    @Test
    void namesWithoutEndAreBounded() {
        answer = Optional.of(IntStream.range(0, 5_000)
                .mapToObj("\"ca%d.example\""::formatted)
                .collect(Collectors.joining(",", "{\"meta\": {\"caaIdentities\": [", "]}}")));
        assertThat(authority("https://acme.example/many")).hasSize(20);

        answer = Optional.of("[".repeat(60_000));
        assertThat(authority("https://acme.example/deep")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://acme.example/directory", "file:///etc/passwd", "https:///", "no URL", "https://a b/"})
    void onlyHttpsIsAsked(String server) {
        assertThat(authority(server)).isEmpty();
        assertThat(asked).hasValue(0);
    }
}
