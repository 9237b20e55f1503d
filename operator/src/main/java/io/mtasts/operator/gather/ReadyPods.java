package io.mtasts.operator.gather;

import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where the ready pods of a policy server are. */
final class ReadyPods {
    private ReadyPods() {}

    /** Those of the EndpointSlices of its Service, sorted. */
    static List<InetSocketAddress> of(Stream<EndpointSlice> slices) {
        return slices.flatMap(slice -> in(slice).stream())
                .distinct()
                .sorted(Comparator.comparing(InetSocketAddress::toString))
                .toList();
    }

    /** Those of one slice. */
    static List<InetSocketAddress> in(EndpointSlice slice) {
        return present(slice.getPorts())
                .flatMap(port -> present(slice.getEndpoints())
                        .filter(ReadyPods::ready)
                        .flatMap(endpoint -> endpoint.getAddresses().stream())
                        .map(address -> new InetSocketAddress(InetAddress.ofLiteral(address), port.getPort())))
                .toList();
    }

    /** A slice of a server without pods has {@code null} for an empty list. */
    private static <T> Stream<T> present(@Nullable List<T> list) {
        return list == null ? Stream.empty() : list.stream();
    }

    private static boolean ready(Endpoint endpoint) {
        return endpoint.getConditions() == null
                || !Boolean.FALSE.equals(endpoint.getConditions().getReady());
    }
}
