package io.mtasts.operator.cluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The world around the cluster, in pods: a name server that has every zone, and mail servers. Orders go through the API server. */
final class Outside {
    /** The fixed address of its Service: the operator's resolver. */
    static final String RESOLVER = "10.43.0.53";

    static final String NAMESPACE = "outside";

    private final KubernetesClient client;

    Outside(KubernetesClient client) {
        this.client = client;
    }

    /** A zone of the name server: a master file (RFC 1035 section 5). */
    void zone(String origin, String masterFile) {
        order("PUT", "dns:8053", "zones/" + origin, masterFile);
    }

    /** Records of one name and type, instead of what there was. */
    void record(String name, String type, String data) {
        order("PUT", "dns:8053", "records/%s/%s".formatted(name, type), data);
    }

    void noRecord(String name, String type) {
        order("DELETE", "dns:8053", "records/%s/%s".formatted(name, type), "");
    }

    /** A constant of the lab's {@code MailServerFault}. */
    void fault(String mailServer, String fault) {
        order("PUT", mailServer + ":8025", "fault", fault);
    }

    void mend(String mailServer) {
        order("DELETE", mailServer + ":8025", "fault", "");
    }

    private void order(String method, String service, String path, String body) {
        var url = "%sapi/v1/namespaces/%s/services/%s/proxy/%s"
                .formatted(client.getMasterUrl(), NAMESPACE, service, path);
        var http = client.getHttpClient();
        try {
            HttpResponse<String> response = http.sendAsync(
                            http.newHttpRequestBuilder()
                                    .uri(url)
                                    .method(method, "text/plain", body)
                                    .build(),
                            String.class)
                    .get(20, TimeUnit.SECONDS);
            if (!response.isSuccessful()) {
                throw new IllegalStateException(
                        "%s %s: %d %s".formatted(method, path, response.code(), response.bodyString()));
            }
        } catch (ExecutionException | TimeoutException | java.io.IOException e) {
            throw new IllegalStateException("%s %s".formatted(method, path), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
