#!/usr/bin/env bash
# Software: the JDK's TLS as a server (tried with 17 and 25), OpenSSL 3.0 (Debian 12) as a server and as the client
# Guess:    a server that has one certificate sends it whatever name the client asks for in SNI, a mail host like
#           mx_1.example.com too: RFC 6066 section 3 lets it ignore a name that it does not know.
# Seen:     OpenSSL sends it. A server on the JDK ends the handshake with illegal_parameter, so a mail server in Java cannot
#           be reached over TLS under such a name by senders that send SNI.
# Output:
#   openssl, mx-1.example.com: handshake done
#   openssl, mx_1.example.com: handshake done
#   java, mx-1.example.com: handshake done
#   java, mx_1.example.com: alert illegal parameter
set -euo pipefail
self=$(realpath "$0")
work=$(mktemp -d)
trap 'kill $(cat "$work"/*.pid) 2> "$work/kill.log" || true; wait; rm -rf "$work"' EXIT
cd "$work"

cat > Server.java <<'JAVA'
import java.io.FileInputStream;
import java.net.InetAddress;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

public class Server {
    public static void main(String[] args) throws Exception {
        var keys = KeyStore.getInstance("PKCS12");
        keys.load(new FileInputStream("server.p12"), "secret".toCharArray());
        var manager = KeyManagerFactory.getInstance("PKIX");
        manager.init(keys, "secret".toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(manager.getKeyManagers(), null, null);
        try (var server = (SSLServerSocket) context.getServerSocketFactory()
                .createServerSocket(Integer.parseInt(args[0]), 5, InetAddress.getLoopbackAddress())) {
            server.setSoTimeout(100_000);
            System.out.println("ready");
            while (true) {
                try (var socket = (SSLSocket) server.accept()) {
                    socket.setSoTimeout(20_000);
                    socket.startHandshake();
                } catch (SSLException refused) {
                    System.out.println(refused.getMessage());
                }
            }
        }
    }
}
JAVA
openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -days 2 -subj /CN=lab \
  -addext subjectAltName=DNS:mx-1.example.com,DNS:mx_1.example.com 2> build.log
openssl pkcs12 -export -in cert.pem -inkey key.pem -passout pass:secret -out server.p12
java -version 2>&1 | sed -n 1p
openssl version

port=$((20000 + RANDOM % 20000))
timeout 120 openssl s_server -accept 127.0.0.1:$port -cert cert.pem -key key.pem -quiet > openssl.log 2>&1 & echo $! > openssl.pid
timeout 120 java Server.java $((port + 1)) > java.log 2>&1 & echo $! > java.pid
for _ in $(seq 300); do
  ! { grep -q ready java.log && (exec 3<> /dev/tcp/127.0.0.1/$port) 2> connect.log; } || break
  sleep 0.1
done

ask() { # SERVER PORT NAME
  local said
  said=$(timeout 30 openssl s_client -connect 127.0.0.1:"$2" -servername "$3" -CAfile cert.pem -brief < /dev/null 2>&1) || true
  case $said in
    *'Verification: OK'*) echo "$1, $3: handshake done" ;;
    *'alert illegal parameter'*) echo "$1, $3: alert illegal parameter" ;;
    *) echo "$1, $3: $(tail -n 1 <<< "$said")" ;;
  esac
}
for name in mx-1.example.com mx_1.example.com; do ask openssl $port $name; done > seen
for name in mx-1.example.com mx_1.example.com; do ask java $((port + 1)) $name; done >> seen
cat seen
diff <(sed -n '/^# Output:/,/^[^#]/s/^#   //p' "$self") seen
