package io.mtasts.operator.leader;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the API server has of the lease: the last time of renewal that it took. The elector itself notices too late that it is cut off, as
 * each of its attempts waits through all retries of a request.
 */
final class Renewals implements Interceptor {
    private static final Set<String> WRITING = Set.of("POST", "PUT", "PATCH");
    private static final Pattern RENEW_TIME = Pattern.compile("\"renewTime\"\\s*:\\s*\"([^\"]+)\"");

    private volatile Instant latest = Instant.MIN;

    @Override
    public void after(HttpRequest request, HttpResponse<?> response, AsyncBody.Consumer<List<ByteBuffer>> consumer) {
        if (response.isSuccessful()
                && WRITING.contains(request.method())
                && request.uri().getPath().startsWith("/apis/coordination.k8s.io/")
                && request.bodyString() != null) {
            RENEW_TIME.matcher(request.bodyString()).results().findFirst().ifPresent(found -> {
                latest = Instant.parse(found.group(1));
            });
        }
    }

    /** Is the lease that the API server has older than that? */
    boolean olderThan(Duration age, Instant now) {
        return latest.isBefore(now.minus(age));
    }
}
