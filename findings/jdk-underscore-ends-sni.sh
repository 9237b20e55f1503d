#!/usr/bin/env bash
# Software: the JDK's TLS (tried with 17 and 25)
# Guess:    a socket made for a host name sends that name as SNI, or says that it cannot.
# Seen:     for a name with an underscore, which mail servers have, no SNI goes out and nothing is said, so a server of many
#           names presents another certificate. SNIHostName refuses the name as text and as bytes; a SNIServerName of one's
#           own with the same bytes is sent.
# Output:
#   socket for mx-1.example.com: the server is asked for mx-1.example.com
#   socket for mx_1.example.com: the server is asked for no name
#   new SNIHostName("mx_1.example.com"): IllegalArgumentException
#   new SNIHostName(bytes): IllegalArgumentException
#   new SNIServerName(0, bytes) {}: the server is asked for mx_1.example.com
set -euo pipefail
self=$(realpath "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat > Probe.java <<'JAVA'
import static java.nio.charset.StandardCharsets.*;

import java.io.*;
import java.net.*;
import java.util.List;
import java.util.concurrent.*;
import javax.net.ssl.*;

public class Probe {
    public static void main(String[] args) throws Exception {
        System.out.println("socket for mx-1.example.com: " + asked("mx-1.example.com", null));
        System.out.println("socket for mx_1.example.com: " + asked("mx_1.example.com", null));
        var bytes = "mx_1.example.com".getBytes(US_ASCII);
        System.out.println("new SNIHostName(\"mx_1.example.com\"): " + refusal(() -> new SNIHostName("mx_1.example.com")));
        System.out.println("new SNIHostName(bytes): " + refusal(() -> new SNIHostName(bytes)));
        System.out.println("new SNIServerName(0, bytes) {}: " + asked("mx_1.example.com", new SNIServerName(0, bytes) {}));
    }

    static String refusal(Callable<SNIHostName> made) throws Exception {
        try {
            return made.call().getAsciiName();
        } catch (IllegalArgumentException refused) {
            return refused.getClass().getSimpleName();
        }
    }

    /** The name found in the first bytes that a client sends, which are not encrypted. */
    static String asked(String host, SNIServerName name) throws Exception {
        try (var listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            listening.setSoTimeout(20_000);
            var hello = CompletableFuture.supplyAsync(() -> hello(listening));
            try (var socket = (SSLSocket) ((SSLSocketFactory) SSLSocketFactory.getDefault())
                    .createSocket(new Socket(listening.getInetAddress(), listening.getLocalPort()), host, 25, true)) {
                if (name != null) {
                    var parameters = socket.getSSLParameters();
                    parameters.setServerNames(List.of(name));
                    socket.setSSLParameters(parameters);
                }
                socket.startHandshake();
            } catch (SSLException | SocketException hungUp) {
                // The server only listens to the hello.
            }
            return hello.get(20, TimeUnit.SECONDS).contains(host) ? "the server is asked for " + host : "the server is asked for no name";
        }
    }

    static String hello(ServerSocket listening) {
        try (var socket = listening.accept()) {
            var in = new DataInputStream(socket.getInputStream());
            in.readNBytes(3); // type and version of the record
            return new String(in.readNBytes(in.readUnsignedShort()), ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
JAVA
java -version 2>&1 | sed -n 1p

timeout 120 java Probe.java > seen
cat seen
diff <(sed -n '/^# Output:/,/^[^#]/s/^#   //p' "$self") seen
