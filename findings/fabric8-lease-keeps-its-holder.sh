#!/usr/bin/env bash
# Software: Fabric8 Kubernetes client 7.6.1 (Maven), its leader election, by which Java operators elect
# Guess:    a leader that stops with releaseOnCancel leaves a Lease without a holder, as client-go does: whoever reads
#           holderIdentity sees that nobody leads.
# Seen:     the holder is left out of a merge patch, which leaves it as it is: the Lease goes on naming the pod that stopped.
#           What lets the next one in is leaseDurationSeconds, which is set to 1.
# Output:
#   while it leads: pod-1 for 20 s
#   after the release: pod-1 for 1 s
set -euo pipefail
self=$(realpath "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat > Probe.java <<'JAVA'
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.*;
import io.fabric8.kubernetes.client.extended.leaderelection.*;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import java.io.IOException;
import java.net.*;
import java.time.Duration;
import java.util.concurrent.*;

public class Probe {
    static final ObjectMapper json = new ObjectMapper();
    static final CountDownLatch renewed = new CountDownLatch(2);
    static final CountDownLatch released = new CountDownLatch(1);
    static ObjectNode lease;

    public static void main(String[] args) throws Exception {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", Probe::answer);
        server.start();
        var config = new ConfigBuilder(Config.empty()).withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort()).build();
        try (var client = new KubernetesClientBuilder().withConfig(config).build()) {
            var election = new LeaderElectionConfigBuilder()
                .withName("finding")
                .withLock(new LeaseLock("default", "operator", "pod-1"))
                .withLeaseDuration(Duration.ofSeconds(20))
                .withRenewDeadline(Duration.ofSeconds(15))
                .withRetryPeriod(Duration.ofMillis(500))
                .withReleaseOnCancel(true)
                .withLeaderCallbacks(new LeaderCallbacks(() -> {}, () -> {}, leader -> {}))
                .build();
            var leading = client.leaderElector().withConfig(election).build().start();
            renewed.await(60, TimeUnit.SECONDS);
            tell("while it leads");
            leading.cancel(true);
            released.await(60, TimeUnit.SECONDS);
            tell("after the release");
        }
        System.exit(0);
    }

    static synchronized void tell(String when) {
        System.out.println(when + ": " + lease.at("/spec/holderIdentity").asText("nobody") + " for "
            + lease.at("/spec/leaseDurationSeconds") + " s");
    }

    /** An API server for one Lease: it has none until one is posted, and merges patches by RFC 7386. */
    static synchronized void answer(HttpExchange exchange) throws IOException {
        var body = exchange.getRequestBody().readAllBytes();
        switch (exchange.getRequestMethod()) {
            case "POST" -> lease = (ObjectNode) json.readTree(body);
            case "PATCH" -> {
                merge(lease, json.readTree(body));
                renewed.countDown();
                if (lease.at("/spec/leaseDurationSeconds").asInt() == 1) {
                    released.countDown();
                }
            }
            default -> {}
        }
        var found = lease != null;
        var bytes = (found ? lease.toString() : "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"code\":404}").getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(found ? 200 : 404, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    static void merge(ObjectNode target, JsonNode patch) {
        patch.properties().forEach(member -> {
            if (member.getValue().isNull()) {
                target.remove(member.getKey());
            } else if (member.getValue().isObject()) {
                merge(target.withObjectProperty(member.getKey()), member.getValue());
            } else {
                target.set(member.getKey(), member.getValue());
            }
        });
    }
}
JAVA
cat > pom.xml <<'POM'
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>finding</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>io.fabric8</groupId>
      <artifactId>kubernetes-client</artifactId>
      <version>7.6.1</version>
    </dependency>
  </dependencies>
</project>
POM
timeout 500 mvn -q -B dependency:copy-dependencies -DoutputDirectory=lib -DincludeScope=runtime > build.log 2>&1 || { cat build.log; exit 2; }

timeout 120 java -cp 'lib/*' Probe.java > seen 2> log || { cat log; exit 2; }
cat seen
diff <(sed -n '/^# Output:/,/^[^#]/s/^#   //p' "$self") seen
