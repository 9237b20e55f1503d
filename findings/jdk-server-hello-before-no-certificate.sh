#!/usr/bin/env bash
# Software: a TLS 1.3 server on the JDK (tried with 17 and 25), and one on OpenSSL 3.0 (Debian 12); OpenSSL as the client
# Guess:    a server whose only certificate has an ECDSA key ends the handshake with an alert in place of its ServerHello when
#           a client offers RSA signatures alone: what it has can be asked in the clear.
# Seen:     so does OpenSSL. The JDK agrees on a suite and a group first, says so in its ServerHello, and then finds no certificate:
#           the alert comes after that. Who reads only what is in the clear takes it for a server with an RSA certificate.
# Output:
#   openssl: alert handshake_failure
#   jdk: ServerHello, alert handshake_failure
set -euo pipefail
self=$(realpath "$0")
work=$(mktemp -d)
trap 'kill $(cat "$work"/*.pid) 2> "$work/kill.log" || true; wait; rm -rf "$work"' EXIT
cd "$work"

cat > Server.java <<'JAVA'
import java.io.FileInputStream;
import java.net.InetAddress;
import java.nio.file.*;
import java.security.KeyStore;
import javax.net.ssl.*;

public class Server {
    public static void main(String[] args) throws Exception {
        var keys = KeyStore.getInstance("PKCS12");
        keys.load(new FileInputStream("ec.p12"), "secret".toCharArray());
        var factory = KeyManagerFactory.getInstance("PKIX");
        factory.init(keys, "secret".toCharArray());
        var context = SSLContext.getInstance("TLSv1.3");
        context.init(factory.getKeyManagers(), null, null);
        var server = context.getServerSocketFactory().createServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Files.writeString(Path.of("java.new"), Integer.toString(server.getLocalPort()));
        Files.move(Path.of("java.new"), Path.of("java.port"));
        while (true) {
            try (var peer = (SSLSocket) server.accept()) {
                peer.startHandshake();
            } catch (SSLException refused) {
                System.out.println(refused);
            }
        }
    }
}
JAVA
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ec.key -out ec.pem -days 2 -subj /CN=ECDSA 2> build.log
openssl pkcs12 -export -in ec.pem -inkey ec.key -out ec.p12 -passout pass:secret
openssl version
java -version 2>&1 | sed -n 1p

port=$((20000 + RANDOM % 20000))
timeout 200 openssl s_server -accept 127.0.0.1:"$port" -tls1_3 -cert ec.pem -key ec.key -quiet > server.log 2>&1 & echo $! > openssl.pid
timeout 200 java Server.java > java.log 2>&1 & echo $! > java.pid
for _ in $(seq 300); do
  ! { [[ -e java.port ]] && (exec 3<> /dev/tcp/127.0.0.1/"$port") 2> connect.log; } || break
  sleep 0.1
done

says() { # port: what the server says, message by message
  timeout 30 openssl s_client -connect 127.0.0.1:"$1" -tls1_3 -sigalgs rsa_pss_rsae_sha256 -msg < /dev/null 2> client.log |
    sed -n 's/^<<< TLS 1\.[23], Handshake .*, ServerHello$/ServerHello/p; s/^<<< TLS 1\.[23], Alert .*, fatal \(.*\)$/alert \1/p' |
    paste -sd, | sed 's/,/, /g'
}
{ echo "openssl: $(says "$port")"; echo "jdk: $(says "$(cat java.port)")"; } > seen
cat seen
diff <(sed -n '/^# Output:/,/^[^#]/s/^#   //p' "$self") seen
