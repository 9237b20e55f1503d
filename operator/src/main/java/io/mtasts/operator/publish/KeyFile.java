package io.mtasts.operator.publish;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import org.xbill.DNS.Name;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.TextParseException;

/** The secret that an update server knows us by. It is read anew each time, so that a changed one counts at once. */
final class KeyFile {
    private static final int LARGEST = 4096;

    private KeyFile() {}

    /** The key, or in words why there is none; the words never have any of the file. */
    sealed interface Key {
        record Usable(TSIG tsig) implements Key {}

        record Unusable(String why) implements Key {}
    }

    static Key of(UpdateServer server) {
        try {
            var secret = secret(server.keyFile());
            return secret.length == 0
                    ? unusable(server, "is empty")
                    : new Key.Usable(new TSIG(
                            TSIG.algorithmToName(server.algorithm()),
                            Name.fromString(server.keyName(), Name.root),
                            secret));
        } catch (NoSuchFileException e) {
            return unusable(server, "does not exist");
        } catch (TextParseException e) {
            return new Key.Unusable(
                    "The name of the key of update server %s is not a domain name.".formatted(server.name()));
        } catch (IOException e) {
            return unusable(server, "cannot be read (" + e.getClass().getSimpleName() + ")");
        } catch (IllegalArgumentException e) {
            return unusable(
                    server, "is not base64: it must have only the secret, as tsig-keygen prints it between quotes");
        }
    }

    private static byte[] secret(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            var text = new String(in.readNBytes(LARGEST), StandardCharsets.US_ASCII);
            return Base64.getDecoder().decode(text.strip());
        }
    }

    private static Key unusable(UpdateServer server, String what) {
        return new Key.Unusable(
                "The operator's file with the key of update server %s %s; an administrator of the operator has to fix it."
                        .formatted(server.name(), what));
    }
}
