package io.mtasts.operator.gather;

import io.mtasts.observe.DomainObserver;
import io.mtasts.operator.prober.CertificateAuthorities;
import io.mtasts.operator.prober.Pods;
import io.mtasts.operator.prober.PublicNames;
import java.net.InetAddress;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * Everything that reaches outside comes in here.
 *
 * @param contactable whether an address is public, or allowed to be contacted all the same
 * @param clockAgrees whether the API server's clock has about the time of this machine's
 */
public record Outside(
        DomainObserver observer,
        Pods pods,
        PublicNames names,
        CertificateAuthorities authorities,
        Predicate<InetAddress> contactable,
        BooleanSupplier clockAgrees) {}
