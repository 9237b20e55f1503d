package io.mtasts.operator.health;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.fabric8.kubernetes.client.http.StandardHttpRequest;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;

/** Reads along what the API server answers: writes are counted, and refusals to list or watch remembered. */
final class ApiTraffic implements Interceptor {
    private static final int FORBIDDEN = 403;
    private static final int SWITCHING_PROTOCOLS = 101;
    private static final String APPLY = "application/apply-patch+yaml";

    private final Refusals refusals;
    private final BiConsumer<String, String> onWrite;

    /** @param onWrite told the kind and the verb */
    ApiTraffic(Refusals refusals, BiConsumer<String, String> onWrite) {
        this.refusals = refusals;
        this.onWrite = onWrite;
    }

    @Override
    public void after(HttpRequest request, HttpResponse<?> response, AsyncBody.Consumer<List<ByteBuffer>> consumer) {
        ApiPath.of(request.uri().getPath()).ifPresent(path -> {
            switch (request.method()) {
                case "GET" -> read(path, request, response.code());
                case "POST" -> onWrite.accept(path.kind(), "create");
                case "PUT" -> onWrite.accept(path.kind(), "update");
                case "PATCH" -> onWrite.accept(path.kind(), applies(request) ? "apply" : "patch");
                case "DELETE" -> onWrite.accept(path.kind(), "delete");
                default -> {} // none that writes
            }
        });
    }

    private void read(ApiPath path, HttpRequest request, int code) {
        if (!path.collection()) {
            return;
        }
        var query = Objects.requireNonNullElse(request.uri().getQuery(), "");
        var right = new Right(query.contains("watch=true") ? "watch" : "list", path.resource(), path.namespace());
        if (code == FORBIDDEN) {
            refusals.refused(right);
        } else if (code == SWITCHING_PROTOCOLS || HttpResponse.isSuccessful(code)) {
            refusals.granted(right);
        }
    }

    private static boolean applies(HttpRequest request) {
        return request instanceof StandardHttpRequest standard && APPLY.equals(standard.getContentType());
    }
}
