package io.mtasts.observe;

import io.mtasts.observe.dns.ResolverAddress;
import io.mtasts.observe.net.AddressRules;
import io.mtasts.observe.net.ConnectTo;
import io.mtasts.observe.net.HostPort;
import io.mtasts.observe.net.Limits;
import io.mtasts.observe.net.Ports;
import io.mtasts.observe.net.ProxyServer;
import io.mtasts.observe.net.Timeouts;
import io.mtasts.observe.smtp.EhloName;
import io.mtasts.observe.tls.TrustAnchors;
import io.mtasts.observe.tls.TrustStores;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * From where and how a domain is looked at.
 *
 * @param resolvers that are asked, each when the one before it gives no answer; those of the machine when empty
 * @param trustAD whether the word of the resolvers on DNSSEC counts even where it comes over a network without TLS
 * @param smtpControl a mail server that is known to answer, to tell a closed port 25 from a host that is down
 * @param httpsControl a web server that is known to answer, likewise for port 443
 * @param policyProxy through which connections to policy hosts are made, with addresses that are found here
 * @param smtpProxy through which those to mail servers are
 * @param mxCache for how long what was seen of a mail server is used again
 * @param ehloName what we call ourselves in EHLO; when empty this machine's name, where it points to a public address, else our address
 */
public record ObserverSettings(
        List<ResolverAddress> resolvers,
        boolean trustAD,
        Ports ports,
        TrustAnchors trust,
        AddressRules addressRules,
        List<ConnectTo> connectTo,
        Optional<HostPort> smtpControl,
        Optional<HostPort> httpsControl,
        Optional<ProxyServer> policyProxy,
        Optional<ProxyServer> smtpProxy,
        Timeouts timeouts,
        Duration mxCache,
        Limits limits,
        Optional<EhloName> ehloName) {
    public ObserverSettings {
        resolvers = List.copyOf(resolvers);
        connectTo = List.copyOf(connectTo);
        if (mxCache.isNegative()) {
            throw new IllegalArgumentException("What was seen of a mail server cannot be kept for less than no time.");
        }
    }

    /** The way a mail server on the Internet looks, with the resolvers of this machine. */
    public static Builder builder() {
        return new Builder();
    }

    /** Settings in the making; what is not set stays as {@link #builder()} says. */
    public static final class Builder {
        private List<ResolverAddress> resolvers = List.of();
        private boolean trustAD;
        private Ports ports = Ports.USUAL;
        private Optional<TrustAnchors> trust = Optional.empty();
        private AddressRules addressRules = AddressRules.PUBLIC_ONLY;
        private List<ConnectTo> connectTo = List.of();
        private Optional<HostPort> smtpControl = Optional.empty();
        private Optional<HostPort> httpsControl = Optional.empty();
        private Optional<ProxyServer> policyProxy = Optional.empty();
        private Optional<ProxyServer> smtpProxy = Optional.empty();
        private Timeouts timeouts = Timeouts.DEFAULT;
        private Duration mxCache = Duration.ofHours(1);
        private Limits limits = Limits.DEFAULT;
        private Optional<EhloName> ehloName = Optional.empty();

        private Builder() {}

        public Builder resolvers(List<ResolverAddress> value) {
            resolvers = value;
            return this;
        }

        public Builder trustAD(boolean value) {
            trustAD = value;
            return this;
        }

        public Builder ports(Ports value) {
            ports = value;
            return this;
        }

        public Builder trust(TrustAnchors value) {
            trust = Optional.of(value);
            return this;
        }

        public Builder addressRules(AddressRules value) {
            addressRules = value;
            return this;
        }

        public Builder connectTo(List<ConnectTo> value) {
            connectTo = value;
            return this;
        }

        public Builder smtpControl(Optional<HostPort> value) {
            smtpControl = value;
            return this;
        }

        public Builder httpsControl(Optional<HostPort> value) {
            httpsControl = value;
            return this;
        }

        public Builder policyProxy(Optional<ProxyServer> value) {
            policyProxy = value;
            return this;
        }

        public Builder smtpProxy(Optional<ProxyServer> value) {
            smtpProxy = value;
            return this;
        }

        public Builder timeouts(Timeouts value) {
            timeouts = value;
            return this;
        }

        public Builder mxCache(Duration value) {
            mxCache = value;
            return this;
        }

        public Builder limits(Limits value) {
            limits = value;
            return this;
        }

        public Builder ehloName(Optional<EhloName> value) {
            ehloName = value;
            return this;
        }

        public ObserverSettings build() {
            return new ObserverSettings(
                    resolvers,
                    trustAD,
                    ports,
                    trust.orElseGet(TrustStores::usual),
                    addressRules,
                    connectTo,
                    smtpControl,
                    httpsControl,
                    policyProxy,
                    smtpProxy,
                    timeouts,
                    mxCache,
                    limits,
                    ehloName);
        }
    }
}
