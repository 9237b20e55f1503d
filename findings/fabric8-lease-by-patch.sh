#!/usr/bin/env bash
# Software: Fabric8 Kubernetes client 7.6.1 (Maven), its leader election, by which Java operators elect
# Guess:    a leader renews its Lease by a PUT, as client-go does, so a Role with get, create and update is enough.
# Seen:     it is created by a POST and from then on patched (merge patch): a Role without patch lets a first leader
#           be elected, which can never renew. No PUT is ever made.
# Output:
#   elected: GET, POST
#   renewing: GET, PATCH application/merge-patch+json
#   PUT: 0
set -euo pipefail
self=$(realpath "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat > Probe.java <<'JAVA'
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.*;
import io.fabric8.kubernetes.client.extended.leaderelection.*;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import java.io.IOException;
import java.net.*;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.*;

public class Probe {
    static final List<String> requests = new CopyOnWriteArrayList<>();
    static final CountDownLatch renewed = new CountDownLatch(6);
    static String lease;

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
                .withLeaderCallbacks(new LeaderCallbacks(() -> {}, () -> {}, leader -> {}))
                .build();
            client.leaderElector().withConfig(election).build().start();
            renewed.await(60, TimeUnit.SECONDS);
        }
        System.out.println("elected: " + String.join(", ", requests.subList(0, 2)));
        System.out.println("renewing: " + String.join(", ", requests.subList(2, 4)));
        System.out.println("PUT: " + requests.stream().filter(request -> request.startsWith("PUT")).count());
        System.exit(0);
    }

    /** An API server for one Lease: it has none until one is posted. */
    static synchronized void answer(HttpExchange exchange) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        var method = exchange.getRequestMethod();
        requests.add(method.equals("PATCH") ? method + " " + exchange.getRequestHeaders().getFirst("Content-Type") : method);
        if (method.equals("POST")) {
            lease = body;
        }
        var found = lease != null;
        var bytes = (found ? lease : "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"code\":404}").getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(found ? 200 : 404, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
        renewed.countDown();
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
