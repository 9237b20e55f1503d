package io.mtasts.operator.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How an update server is written in a setting. */
class UpdateServerTest {
    private static final Path KEYS = Path.of("keys");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "corp=mta-sts@192.0.2.53                         | 192.0.2.53:53        |             | mta-sts    |"
                        + " hmac-sha256",
                "corp=mta-sts@ns1.example.net:5353/example.com   | ns1.example.net:5353 | example.com | mta-sts    |"
                        + " hmac-sha256",
                "corp=HMAC-SHA512:mta-sts.corp.@[2001:db8::53]/Example.COM. | [2001:db8::53]:53 | example.com |"
                        + " mta-sts.corp | hmac-sha512",
            })
    void isRead(String text, String address, String zone, String key, String algorithm) {
        var server = UpdateServer.parse(text, KEYS);

        assertThat(server.name()).isEqualTo("corp");
        assertThat(server.address()).hasToString(address);
        assertThat(server.zone().orElse(null)).isEqualTo(zone);
        assertThat(server.keyName()).isEqualTo(key);
        assertThat(server.algorithm()).isEqualTo(algorithm);
        assertThat(server.keyFile()).isEqualTo(KEYS.resolve("corp"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "corp                          | is NAME=[ALGORITHM:]KEY@HOST[:PORT][/ZONE]",
                "../corp=mta-sts@192.0.2.53    | is NAME=[ALGORITHM:]KEY@HOST[:PORT][/ZONE]",
                "corp=192.0.2.53               | is NAME=[ALGORITHM:]KEY@HOST[:PORT][/ZONE]",
                "corp=hmac-md5:k@192.0.2.53    | is for a key of one of the algorithms hmac-sha1, hmac-sha224",
                "corp=k@192.0.2.53:99999       | a port is a number from 1 to 65535",
            })
    void isRefused(String text, String words) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UpdateServer.parse(text, KEYS))
                .withMessageContaining(words);
    }
}
