package io.mtasts.reports.receiver;

import io.mtasts.observe.ObserverSettings;
import io.mtasts.reports.admission.IntakeLimits;
import io.mtasts.reports.admission.OurDomain;
import io.mtasts.reports.admission.TrustedSubmitters;
import io.mtasts.reports.post.TlsFiles;
import io.mtasts.reports.smtp.MailLimit;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * What a receiver was started with; a door whose address is empty stays shut.
 *
 * @param internal of the port for the operator, the kubelet and Prometheus
 * @param tls for {@code https}
 * @param hostName what we call ourselves to those who bring mail
 * @param addresses to which mail is taken; where there are none, tlsrpt at each domain
 * @param authservId under which the domain's own mail server says whose signatures hold
 * @param domains that reports are taken for; empty where the operator says so
 * @param network by which DKIM keys are looked up
 */
public record ReceiverSettings(
        Optional<InetSocketAddress> smtp,
        Optional<InetSocketAddress> lmtp,
        Optional<InetSocketAddress> http,
        Optional<InetSocketAddress> https,
        Optional<InetSocketAddress> internal,
        Optional<TlsFiles> tls,
        String hostName,
        List<String> addresses,
        Optional<String> authservId,
        TrustedSubmitters trusted,
        Optional<List<OurDomain>> domains,
        ObserverSettings network,
        IntakeLimits intake,
        MailLimit mail) {
    public ReceiverSettings {
        addresses = List.copyOf(addresses);
        domains = domains.map(List::copyOf);
    }
}
