package io.mtasts.operator.publish;

import io.mtasts.observe.net.HostPort;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A name server that takes dynamic updates (RFC 2136), signed with a key that both have (RFC 8945).
 *
 * @param name by which resources name it
 * @param address where it listens on TCP
 * @param zone that it is asked to change; when empty it is asked which of its zones a name is in
 * @param keyName of the key, in lower case and without a final dot
 * @param algorithm of the key, as {@code hmac-sha256}
 * @param keyFile has the key's secret in base64
 */
public record UpdateServer(
        String name, HostPort address, Optional<String> zone, String keyName, String algorithm, Path keyFile) {
    private static final int DEFAULT_PORT = 53;
    private static final String USUAL_ALGORITHM = "hmac-sha256";
    private static final Set<String> ALGORITHMS =
            Set.of("hmac-sha1", "hmac-sha224", USUAL_ALGORITHM, "hmac-sha384", "hmac-sha512");

    private static final String DNS_NAME = "[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_])?\\.?";
    private static final Pattern FORM =
            Pattern.compile("(?<name>[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)=" + "((?<algorithm>[A-Za-z0-9-]+):)?(?<key>"
                    + DNS_NAME + ")@(?<address>[^/@]+)(/(?<zone>" + DNS_NAME + "))?");

    /**
     * Reads {@code NAME=[ALGORITHM:]KEY@HOST[:PORT][/ZONE]}.
     *
     * @param keys the directory in which the file NAME has the key's secret
     * @throws IllegalArgumentException with words that go on where the flag's name ends
     */
    public static UpdateServer parse(String text, Path keys) {
        var form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "is NAME=[ALGORITHM:]KEY@HOST[:PORT][/ZONE], for example corp=mta-sts@192.0.2.53/example.com");
        }
        var algorithm = Optional.ofNullable(form.group("algorithm"))
                .map(given -> given.toLowerCase(Locale.ROOT))
                .orElse(USUAL_ALGORITHM);
        if (!ALGORITHMS.contains(algorithm)) {
            throw new IllegalArgumentException("is for a key of one of the algorithms "
                    + String.join(", ", ALGORITHMS.stream().sorted().toList()));
        }
        return new UpdateServer(
                form.group("name"),
                HostPort.parse(form.group("address"), DEFAULT_PORT),
                Optional.ofNullable(form.group("zone")).map(UpdateServer::plain),
                plain(form.group("key")),
                algorithm,
                keys.resolve(form.group("name")));
    }

    private static String plain(String name) {
        return (name.endsWith(".") ? name.substring(0, name.length() - 1) : name).toLowerCase(Locale.ROOT);
    }
}
