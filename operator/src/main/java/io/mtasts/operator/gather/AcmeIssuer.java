package io.mtasts.operator.gather;

import io.fabric8.certmanager.api.model.acme.v1.ACMEChallengeSolver;
import io.fabric8.certmanager.api.model.v1.ClusterIssuer;
import io.fabric8.certmanager.api.model.v1.Issuer;
import io.fabric8.certmanager.api.model.v1.IssuerSpec;
import io.fabric8.certmanager.api.model.v1.IssuerStatus;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an issuer that speaks ACME says of itself, as far as CAA records ask for it.
 *
 * @param server the URL of the directory
 * @param methods the validation methods of its solvers (RFC 8657 section 4)
 * @param account the URI of its account, once it has one
 */
public record AcmeIssuer(String server, Set<String> methods, Optional<String> account) {
    static Optional<AcmeIssuer> of(Issuer issuer) {
        return of(issuer.getSpec(), issuer.getStatus());
    }

    static Optional<AcmeIssuer> of(ClusterIssuer issuer) {
        return of(issuer.getSpec(), issuer.getStatus());
    }

    private static Optional<AcmeIssuer> of(@Nullable IssuerSpec spec, @Nullable IssuerStatus status) {
        var account = Optional.ofNullable(status)
                .flatMap(found -> Optional.ofNullable(found.getAcme()))
                .flatMap(acme -> Optional.ofNullable(acme.getUri()))
                .filter(uri -> !uri.isEmpty());
        return Optional.ofNullable(spec)
                .flatMap(found -> Optional.ofNullable(found.getAcme()))
                .filter(acme -> acme.getServer() != null)
                .map(acme -> new AcmeIssuer(
                        acme.getServer(),
                        Optional.ofNullable(acme.getSolvers()).orElse(List.of()).stream()
                                .flatMap(AcmeIssuer::methods)
                                .collect(Collectors.toUnmodifiableSet()),
                        account));
    }

    private static Stream<String> methods(ACMEChallengeSolver solver) {
        var http = Optional.ofNullable(solver.getHttp01()).map(_ -> "http-01");
        var dns = Optional.ofNullable(solver.getDns01()).map(_ -> "dns-01");
        return Stream.concat(http.stream(), dns.stream());
    }
}
