#!/usr/bin/env bash
# Software: the JDK's TLS (tried with 17 and 25), OpenSSL 3.0 (Debian 12)
# Guess:    a TLS alert of level warning does not end a handshake. RFC 6066 section 3 lets a server that does not know the
#           name in SNI send unrecognized_name as a warning and go on with its default certificate.
# Seen:     OpenSSL, so Postfix, goes on and finds the certificate good. The JDK ends the handshake, whatever the certificate.
# Output:
#   openssl: good for mx.example.com
#   java: received handshake warning: unrecognized_name
#   java without SNI: good for mx.example.com
set -euo pipefail
self=$(realpath "$0")
work=$(mktemp -d)
trap 'kill "$(cat "$work/server.pid")" 2> "$work/kill.log" || true; wait; rm -rf "$work"' EXIT
cd "$work"

cat > Probe.java <<'JAVA'
import java.io.FileInputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import javax.net.ssl.*;

public class Probe {
    public static void main(String[] args) throws Exception {
        tell("java", Integer.parseInt(args[0]), true);
        tell("java without SNI", Integer.parseInt(args[0]), false);
    }

    static void tell(String client, int port, boolean sni) throws Exception {
        var anchors = KeyStore.getInstance("PKCS12");
        anchors.load(null, null);
        anchors.setCertificateEntry("lab", CertificateFactory.getInstance("X.509").generateCertificate(new FileInputStream("cert.pem")));
        var trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(anchors);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        try (var socket = (SSLSocket) context.getSocketFactory()
                .createSocket(new Socket(InetAddress.getLoopbackAddress(), port), "mx.example.com", port, true)) {
            socket.setSoTimeout(20_000);
            var parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            if (!sni) {
                parameters.setServerNames(List.of());
            }
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            System.out.println(client + ": good for mx.example.com");
        } catch (SSLException refused) {
            System.out.println(client + ": " + refused.getMessage().replace("(handshake_failure) ", "")); // 17 has no prefix
        }
    }
}
JAVA
openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -days 2 -subj /CN=lab \
  -addext subjectAltName=DNS:mx.example.com 2> build.log
java -version 2>&1 | sed -n 1p
openssl version

# A server whose list of names has only another one; its default certificate is the right one all the same.
port=$((20000 + RANDOM % 20000))
timeout 120 openssl s_server -accept 127.0.0.1:$port -tls1_2 -cert cert.pem -key key.pem \
  -servername other.example.com -cert2 cert.pem -key2 key.pem -quiet > server.log 2>&1 & echo $! > server.pid
for _ in $(seq 100); do
  ! (exec 3<> /dev/tcp/127.0.0.1/$port) 2> connect.log || break
  sleep 0.1
done

{
  if timeout 30 openssl s_client -connect 127.0.0.1:$port -servername mx.example.com -verify_hostname mx.example.com \
    -CAfile cert.pem -verify_return_error -brief < /dev/null 2>&1 | grep -q 'Verified peername: mx.example.com'; then
    echo "openssl: good for mx.example.com"
  fi
  timeout 60 java Probe.java $port
} > seen
cat seen
diff <(sed -n '/^# Output:/,/^[^#]/s/^#   //p' "$self") seen
