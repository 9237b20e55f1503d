#!/usr/bin/env bash
# Software: OpenSSL 3.0 as the server (Debian 12; Postfix and others serve by it); OpenSSL, the JDK and Go 1.26 as clients
# Guess:    of a server with an RSA and an ECDSA certificate every client that knows both meets the same one, ECDSA.
# Seen:     it is the client's order that counts, and under TLS 1.3 Go (so mox, chasquid, maddy) puts RSA-PSS before ECDSA:
#           it meets the certificate that OpenSSL and the JDK never see. One of the two that has expired is found by some
#           senders only. Under TLS 1.2 all meet ECDSA.
# Output:
#   TLS 1.3: openssl ECDSA, java ECDSA, go RSA
#   TLS 1.2: openssl ECDSA, java ECDSA, go ECDSA
set -euo pipefail
self=$(realpath "$0")
work=$(mktemp -d)
trap 'kill $(cat "$work"/*.pid) 2> "$work/kill.log" || true; wait; rm -rf "$work"' EXIT
cd "$work"

cat > Probe.java <<'JAVA'
import java.net.InetAddress;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import javax.net.ssl.*;

public class Probe {
    public static void main(String[] args) throws Exception {
        var context = SSLContext.getInstance("TLS"); // which certificate it is, is asked here, not whether it is good
        context.init(null, new TrustManager[] {new X509ExtendedTrustManager() {
            @Override public void checkServerTrusted(X509Certificate[] chain, String type, java.net.Socket socket) {}
            @Override public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}
            @Override public void checkServerTrusted(X509Certificate[] chain, String type) {}
            @Override public void checkClientTrusted(X509Certificate[] chain, String type, java.net.Socket socket) {}
            @Override public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}
            @Override public void checkClientTrusted(X509Certificate[] chain, String type) {}
            @Override public X509Certificate[] getAcceptedIssuers() { return new X509Certificate[0]; }
        }}, new SecureRandom());
        for (var port : args) {
            try (var socket = (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), Integer.parseInt(port))) {
                socket.setSoTimeout(20_000);
                socket.startHandshake();
                var met = (X509Certificate) socket.getSession().getPeerCertificates()[0];
                System.out.println(met.getSubjectX500Principal().getName().substring("CN=".length()));
            }
        }
    }
}
JAVA
cat > main.go <<'GO'
package main

import (
	"crypto/tls"
	"fmt"
	"os"
)

func main() {
	for _, port := range os.Args[1:] {
		// Which certificate it is, is asked here, not whether it is good.
		conn, err := tls.Dial("tcp", "127.0.0.1:"+port, &tls.Config{InsecureSkipVerify: true})
		if err != nil {
			panic(err)
		}
		fmt.Println(conn.ConnectionState().PeerCertificates[0].Subject.CommonName)
		conn.Close()
	}
}
GO
openssl req -x509 -newkey rsa:2048 -nodes -keyout rsa.key -out rsa.pem -days 2 -subj /CN=RSA 2> build.log
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ec.key -out ec.pem -days 2 -subj /CN=ECDSA 2>> build.log
timeout 300 go build -o probe main.go 2>> build.log || { cat build.log; exit 2; }
openssl version
java -version 2>&1 | sed -n 1p
go version

ports=()
for version in -tls1_3 -tls1_2; do
  port=$((20000 + RANDOM % 20000))
  timeout 200 openssl s_server -accept 127.0.0.1:"$port" $version -cert rsa.pem -key rsa.key -dcert ec.pem -dkey ec.key -quiet \
    > server$version.log 2>&1 & echo $! > server$version.pid
  for _ in $(seq 100); do
    ! (exec 3<> /dev/tcp/127.0.0.1/"$port") 2> connect.log || break
    sleep 0.1
  done
  ports+=("$port")
done

timeout 60 java Probe.java "${ports[@]}" > met.java
timeout 60 ./probe "${ports[@]}" > met.go
for port in "${ports[@]}"; do
  timeout 30 openssl s_client -connect 127.0.0.1:"$port" < /dev/null 2> client.log | sed -n 's/^subject=CN *= *//p'
done > met.openssl
paste -d' ' met.openssl met.java met.go | sed 's/^\(.*\) \(.*\) \(.*\)$/openssl \1, java \2, go \3/' | paste -d' ' <(printf 'TLS 1.3:\nTLS 1.2:\n') - > seen
cat seen
diff <(sed -n '/^# Output:/,/^[^#]/s/^#   //p' "$self") seen
