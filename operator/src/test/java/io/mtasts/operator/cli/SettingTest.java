package io.mtasts.operator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.api.v1alpha1.IssuerRef;
import io.mtasts.observe.dns.ResolverAddress;
import io.mtasts.observe.net.Cidr;
import io.mtasts.observe.net.Timeouts;
import io.mtasts.operator.settings.RunSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SettingTest {
    /** Something other than the default for each; a new setting needs one. */
    private static final Map<Setting, String> SAMPLES = Map.ofEntries(
            Map.entry(Setting.RESOLVER, "192.0.2.53,ns.test:5353,tls://192.0.2.53#ns.test"),
            Map.entry(Setting.HTTPS_PORT, "8443"),
            Map.entry(Setting.SMTP_PORT, "2525"),
            Map.entry(Setting.DNS_PORT, "5353"),
            Map.entry(Setting.NO_SMTP, "true"),
            Map.entry(Setting.SMTP_CONTROL, "mx.test:26"),
            Map.entry(Setting.HTTPS_CONTROL, "www.test"),
            Map.entry(Setting.SMTP_PROXY, "socks5://me:secret@proxy.test"),
            Map.entry(Setting.POLICY_PROXY, "http://proxy.test:3128"),
            Map.entry(Setting.ALLOW_PRIVATE_NETWORKS, "true"),
            Map.entry(Setting.ALLOW_NETWORK, "10.0.0.0/8,fd00::/8"),
            Map.entry(Setting.DENY_NETWORK, "192.0.2.0/24"),
            Map.entry(Setting.CONNECT_TO, "mx.test:25=127.0.0.1:2525,www.test=127.0.0.1"),
            Map.entry(Setting.TRUST_AD, "true"),
            Map.entry(Setting.TIMEOUT, "7"),
            Map.entry(Setting.EHLO_NAME, "check.example.com"),
            Map.entry(Setting.GREETING_TIMEOUT, "2m"),
            Map.entry(Setting.MINIMUM_INTERVAL, "1s"),
            Map.entry(Setting.PROPAGATION, "3s"),
            Map.entry(Setting.MX_CACHE, "1h30m"),
            Map.entry(Setting.WATCH_NAMESPACES, "mail,shop"),
            Map.entry(Setting.POLICY_SERVER_IMAGE, "nginx.test/nginx:1"),
            Map.entry(Setting.DEFAULT_ISSUER, "letsencrypt"),
            Map.entry(Setting.ALLOWED_ISSUERS, "letsencrypt,Issuer/own"),
            Map.entry(Setting.DEFAULT_INGRESS_CLASS, "traefik"),
            Map.entry(Setting.ALLOWED_ANNOTATIONS, "traefik.io/*"),
            Map.entry(Setting.TENANCY_DOMAINS, "Granted"),
            Map.entry(Setting.RETIREMENT_MAX_AGE, "48h"),
            Map.entry(Setting.CERTIFICATES_MAX_PENDING, "5"),
            Map.entry(Setting.CERTIFICATES_NEW_PER_HOUR, "6"),
            Map.entry(Setting.UPDATE_SERVER, "corp=mta-sts@ns.test"),
            Map.entry(Setting.HEALTH_PORT, "8080"),
            Map.entry(Setting.DOMAIN_METRICS, "false"),
            Map.entry(Setting.LEADER_ELECTION, "true"));

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"CA", "UPDATE_KEYS"})
    void flagAndVariableSayTheSame(Setting setting) {
        var sample = SAMPLES.get(setting);
        var flags = setting.form() == Setting.Form.SWITCH
                ? new String[] {setting.flag()}
                : new String[] {setting.flag(), sample};

        var byFlag = new Shell().settings(flags);
        var byVariable = new Shell().with(setting.variable(), sample).settings();

        assertThat(said(byFlag)).isEqualTo(said(byVariable)).isNotEqualTo(said(new Shell().settings()));
    }

    @ParameterizedTest
    @EnumSource(
            names = {"RESOLVER", "ALLOW_NETWORK", "DENY_NETWORK", "CONNECT_TO", "WATCH_NAMESPACES", "ALLOWED_ISSUERS"})
    void listsAreRepeatedOrHaveCommas(Setting setting) {
        var sample = SAMPLES.get(setting);
        var flags = sample.replaceAll("(^|,)", "," + setting.flag() + ",")
                .substring(1)
                .split(",");

        assertThat(said(new Shell().settings(flags))).isEqualTo(said(new Shell().settings(setting.flag(), sample)));
    }

    @ParameterizedTest
    @CsvSource({
        "MX_CACHE,               --mx-cache,               MTA_STS_MX_CACHE,               mxCache",
        "CA,                     --ca,                     MTA_STS_CA,                     ca",
        "ALLOW_PRIVATE_NETWORKS, --allow-private-networks, MTA_STS_ALLOW_PRIVATE_NETWORKS, allowPrivateNetworks",
    })
    void oneNameInThreeSpellings(Setting setting, String flag, String variable, String chartValue) {
        assertThat(setting.flag()).isEqualTo(flag);
        assertThat(setting.variable()).isEqualTo(variable);
        assertThat(setting.chartValue()).isEqualTo(chartValue);
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTPS_PORT", "SMTP_PORT", "DNS_PORT", "ALLOW_PRIVATE_NETWORKS"})
    void whatOnlyALabNeedsIsTakenAndNotShown(Setting setting) {
        assertThat(setting.scope()).isEqualTo(Setting.Scope.LAB);
        for (var command : List.of("check", "run")) {
            assertThat(new Shell().run(command, "--help").out())
                    .contains("--connect-to")
                    .doesNotContain(setting.flag());
        }
        flagAndVariableSayTheSame(setting);
    }

    @Test
    void whatIsUsual() {
        var settings = new Shell().settings();

        assertThat(settings.network().resolvers())
                .extracting(ResolverAddress::toString)
                .containsExactly("1.1.1.1:53", "9.9.9.9:53");
        assertThat(settings.network().timeouts()).isEqualTo(Timeouts.DEFAULT);
        assertThat(settings.network().mxCache()).isEqualTo(Duration.ofHours(1));
        assertThat(settings.minimumInterval()).isEqualTo(Duration.ofMinutes(1));
        assertThat(settings.propagation()).isEqualTo(Duration.ofMinutes(2));
        assertThat(settings.policyServerImage()).isEqualTo("nginxinc/nginx-unprivileged:1.28");
        assertThat(settings.probeMx()).isTrue();
        assertThat(settings.watchNamespaces()).isEmpty();
        assertThat(settings.defaultIssuer()).isEmpty();
    }

    @Test
    void aWordThatIsNoChoiceIsRefusedWithThoseThatAre() {
        assertThat(new Shell()
                        .with("MTA_STS_TENANCY_DOMAINS", "granted")
                        .run("run")
                        .err())
                .startsWith("MTA_STS_TENANCY_DOMAINS=granted: MTA_STS_TENANCY_DOMAINS is Open or Granted.");
    }

    @Test
    void theFlagWinsOverTheVariable() {
        var settings = new Shell().with("MTA_STS_PROPAGATION", "5m").settings("--propagation", "1s");

        assertThat(settings.propagation()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aNameThatMailServersWouldRefuseIsRefusedAtTheStart() {
        assertThat(new Shell().with("MTA_STS_EHLO_NAME", "192.0.2.1").run("run").err())
                .startsWith("MTA_STS_EHLO_NAME=192.0.2.1: MTA_STS_EHLO_NAME is a fully qualified host name such as"
                        + " check.example.com, or an address such as [192.0.2.1] or [IPv6:2001:db8::1]: write"
                        + " [192.0.2.1].");
    }

    @ParameterizedTest
    @CsvSource({"0s", "301s", "10m"})
    void aGreetingIsWaitedForFiveMinutesAtMost(String time) {
        assertThat(new Shell()
                        .run("check", "example.com", "--greeting-timeout", time)
                        .err())
                .contains("--greeting-timeout=" + time + ": --greeting-timeout is a duration from 1s to 5m.");
    }

    @ParameterizedTest(name = "--timeout {0} --greeting-timeout {1}: {2} s for all of SMTP, {3} s for the greeting")
    @CsvSource({"'', 5m, 330, 300", "'', '', 60, 30", "7, '', 7, 7", "40, 2m, 40, 40", "40, 20s, 40, 20"})
    void aGreetingMayTakeItsOwnTime(String timeout, String greeting, long whole, long first) {
        var timeouts = new Shell()
                .with("MTA_STS_TIMEOUT", timeout)
                .with("MTA_STS_GREETING_TIMEOUT", greeting)
                .settings()
                .network()
                .timeouts();

        assertThat(timeouts.smtp()).isEqualTo(Duration.ofSeconds(whole));
        assertThat(timeouts.greeting()).isEqualTo(Duration.ofSeconds(first));
    }

    @Test
    void anEmptyVariableSaysNothing() {
        assertThat(new Shell().with("MTA_STS_PROPAGATION", "").settings().propagation())
                .isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void valuesMeanWhatTheySay() {
        var settings = new Shell()
                .settings(
                        "--resolver",
                        "system",
                        "--timeout",
                        "2",
                        "--allow-network",
                        "10.0.0.0/8",
                        "--default-issuer",
                        "Issuer/own");

        assertThat(settings.network().resolvers()).isEmpty();
        assertThat(settings.network().timeouts().policy()).isEqualTo(Duration.ofSeconds(2));
        assertThat(settings.network().timeouts().step()).isEqualTo(Duration.ofSeconds(2));
        assertThat(settings.network().addressRules().allowed()).containsExactly(Cidr.parse("10.0.0.0/8"));
        assertThat(settings.defaultIssuer()).contains(new IssuerRef("own", "Issuer", null));
    }

    @Test
    void theKeyOfAnUpdateServerIsTheFileOfItsName() {
        var settings = new Shell().settings("--update-server", "corp=mta-sts@ns.test", "--update-keys", "keys");

        assertThat(settings.updateServers())
                .singleElement()
                .satisfies(server -> assertThat(server.keyFile()).isEqualTo(Path.of("keys", "corp")));
    }

    @Test
    void aVariableNamesTheRoots() {
        assertThat(new Shell().with("MTA_STS_CA", "none.pem").run("run").err())
                .startsWith("MTA_STS_CA=none.pem: none.pem cannot be read: there is no such file.");
    }

    /** Trust anchors are not compared: {@link #aVariableNamesTheRoots} does. */
    private static String said(RunSettings settings) {
        return settings.toString().replace(settings.network().trust().toString(), "");
    }
}
