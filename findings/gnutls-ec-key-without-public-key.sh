#!/usr/bin/env bash
# Software: GnuTLS 3.7.9 (gnutls-bin of Debian 12, the library that Exim there serves TLS by), OpenSSL 3.0, a key by the JDK (17 and 25)
# Guess:    an EC key in PKCS #8 as the JDK writes it, without the public key, which is optional (RFC 5915 section 3), is read
#           by OpenSSL and by GnuTLS alike: a mail server of either starts TLS with it.
# Seen:     OpenSSL reads it. GnuTLS says that an element was not found, and a mail server on it answers STARTTLS with 454. Written
#           anew by `openssl ec`, which adds the public key (`openssl pkey` does not), it is read by both.
# Output:
#   as the JDK writes it: openssl reads it, gnutls does not
#   written anew by openssl ec: openssl reads it, gnutls reads it
set -euo pipefail
self=$(realpath "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

{ apt-get download gnutls-bin=3.7.9-* && dpkg -x gnutls-bin_*.deb gnutls; } > build.log 2>&1 || { cat build.log; exit 2; }
cat > Key.java <<'JAVA'
import java.nio.file.*;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;

public class Key {
    public static void main(String[] args) throws Exception {
        var pair = KeyPairGenerator.getInstance("EC");
        pair.initialize(new ECGenParameterSpec("secp256r1"));
        var text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(pair.generateKeyPair().getPrivate().getEncoded());
        Files.writeString(Path.of("jdk.pem"), "-----BEGIN PRIVATE KEY-----\n" + text + "\n-----END PRIVATE KEY-----\n");
    }
}
JAVA
java -version 2>&1 | sed -n 1p
java Key.java
openssl version
openssl ec -in jdk.pem -out openssl.pem 2> ec.log
gnutls/usr/bin/certtool --version | sed -n 1p

reads() { if "$@" > "tool.log" 2>&1; then echo reads it; else echo does not; fi; }
{
  for key in jdk openssl; do
    words="as the JDK writes it"
    [[ $key == jdk ]] || words="written anew by openssl ec"
    echo "$words: openssl $(reads openssl pkey -in $key.pem -noout), gnutls $(reads gnutls/usr/bin/certtool --key-info --infile $key.pem)"
  done
} > seen
cat seen
diff <(sed -n '/^# Output:/,/^[^#]/s/^#   //p' "$self") seen
