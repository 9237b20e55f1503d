package io.mtasts.operator.cli;

import static io.mtasts.operator.cli.Setting.ALLOW_NETWORK;
import static io.mtasts.operator.cli.Setting.ALLOW_PRIVATE_NETWORKS;
import static io.mtasts.operator.cli.Setting.CA;
import static io.mtasts.operator.cli.Setting.CONNECT_TO;
import static io.mtasts.operator.cli.Setting.DENY_NETWORK;
import static io.mtasts.operator.cli.Setting.DNS_PORT;
import static io.mtasts.operator.cli.Setting.EHLO_NAME;
import static io.mtasts.operator.cli.Setting.GREETING_TIMEOUT;
import static io.mtasts.operator.cli.Setting.HTTPS_CONTROL;
import static io.mtasts.operator.cli.Setting.HTTPS_PORT;
import static io.mtasts.operator.cli.Setting.POLICY_PROXY;
import static io.mtasts.operator.cli.Setting.RESOLVER;
import static io.mtasts.operator.cli.Setting.SMTP_CONTROL;
import static io.mtasts.operator.cli.Setting.SMTP_PORT;
import static io.mtasts.operator.cli.Setting.SMTP_PROXY;
import static io.mtasts.operator.cli.Setting.TIMEOUT;
import static io.mtasts.operator.cli.Setting.TRUST_AD;

import io.mtasts.observe.ObserverSettings;
import io.mtasts.observe.dns.ResolverAddress;
import io.mtasts.observe.net.AddressRules;
import io.mtasts.observe.net.Cidr;
import io.mtasts.observe.net.ConnectTo;
import io.mtasts.observe.net.HostPort;
import io.mtasts.observe.net.Ports;
import io.mtasts.observe.net.ProxyServer;
import io.mtasts.observe.net.Timeouts;
import io.mtasts.observe.smtp.EhloName;
import io.mtasts.observe.tls.TrustStores;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** From the flags that {@code check} and {@code run} share to what an observer is told. */
final class NetworkSettings {
    private static final int LAST_PORT = 65_535;
    private static final int LONGEST_TIMEOUT_SECONDS = 600;

    /** RFC 5321 section 4.5.3.2.1. */
    private static final Duration LONGEST_GREETING = Duration.ofMinutes(5);

    /** Of an SMTP conversation, beside its greeting. */
    private static final Duration AFTER_GREETING = Timeouts.DEFAULT.smtp().minus(Timeouts.DEFAULT.greeting());

    private static final String OF_THE_MACHINE = "system";

    private final SettingValues values;

    NetworkSettings(SettingValues values) {
        this.values = values;
    }

    /** @param usualResolvers where the user names none; those of the machine when empty */
    ObserverSettings.Builder observer(List<ResolverAddress> usualResolvers) {
        var builder = ObserverSettings.builder()
                .resolvers(resolvers(usualResolvers))
                .trustAD(values.on(TRUST_AD))
                .ports(new Ports(port(DNS_PORT), port(HTTPS_PORT), port(SMTP_PORT)))
                .addressRules(new AddressRules(
                        values.list(ALLOW_NETWORK, Cidr::parse),
                        values.list(DENY_NETWORK, Cidr::parse),
                        values.on(ALLOW_PRIVATE_NETWORKS)))
                .connectTo(values.list(CONNECT_TO, ConnectTo::parse))
                .smtpControl(control(SMTP_CONTROL, Ports.USUAL.smtp()))
                .httpsControl(control(HTTPS_CONTROL, Ports.USUAL.https()))
                .smtpProxy(values.parsed(SMTP_PROXY, ProxyServer::parse))
                .policyProxy(values.parsed(POLICY_PROXY, ProxyServer::parse))
                .ehloName(values.parsed(EHLO_NAME, EhloName::parse))
                .timeouts(timeouts());
        values.parsed(CA, file -> TrustStores.ofPem(Path.of(file))).ifPresent(builder::trust);
        return builder;
    }

    private List<ResolverAddress> resolvers(List<ResolverAddress> usual) {
        if (values.text(RESOLVER).isEmpty()) {
            return usual;
        }
        if (values.text(RESOLVER).get().equals(OF_THE_MACHINE)) {
            return List.of();
        }
        return values.list(RESOLVER, ResolverAddress::parse);
    }

    private int port(Setting setting) {
        return values.number(setting, 1, LAST_PORT);
    }

    private Optional<HostPort> control(Setting setting, int usualPort) {
        return values.parsed(setting, text -> HostPort.parse(text, usualPort));
    }

    /** One bound for both conversations; a step of one cannot take longer than the whole. */
    private Timeouts timeouts() {
        var usual = Timeouts.DEFAULT;
        var greeting = greeting();
        if (values.text(TIMEOUT).isEmpty()) {
            return new Timeouts(usual.policy(), greeting.plus(AFTER_GREETING), usual.step(), usual.dns(), greeting);
        }
        var whole = Duration.ofSeconds(values.number(TIMEOUT, 1, LONGEST_TIMEOUT_SECONDS));
        return new Timeouts(
                whole, whole, shorter(whole, usual.step()), shorter(whole, usual.dns()), shorter(whole, greeting));
    }

    private Duration greeting() {
        var time = values.time(GREETING_TIMEOUT);
        return values.parsed(GREETING_TIMEOUT, _ -> {
                    if (!time.isPositive() || time.compareTo(LONGEST_GREETING) > 0) {
                        throw new IllegalArgumentException("is a duration from 1s to 5m");
                    }
                    return time;
                })
                .orElseThrow();
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
