package io.mtasts.operator.chart;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A value that cannot be meant so is refused before anything is installed, with its key and what is allowed. */
class WrongValuesTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        replica: 3                                  | at '': additional properties 'replica' not allowed
        replicas: two                               | at '/replicas': got string, want integer
        replicas: -1                                | at '/replicas': minimum: got -1, want 0
        image: {repo: example.com/operator}         | at '/image': additional properties 'repo' not allowed
        image: {pullPolicy: Sometimes}              | at '/image/pullPolicy': value must be one of 'Always', 'IfNotPresent', 'Never'
        image: {tag: 1.5}                           | at '/image/tag': got number, want string
        image: {digest: latest}                     | at '/image/digest': 'latest' does not match pattern '^(sha256:[0-9a-f]{64})?$'
        settings: {mxcache: 10m}                    | at '/settings': additional properties 'mxcache' not allowed
        settings: {mxCache: often}                  | at '/settings/mxCache': 'often' does not match pattern '^([0-9]+(h|m|s))+$'
        settings: {smtpPort: 70000}                 | at '/settings/smtpPort': maximum: got 70,000, want 65,535
        settings: {noSmtp: "yes"}                   | at '/settings/noSmtp': got string, want boolean
        settings: {watchNamespaces: mail}           | at '/settings/watchNamespaces': got string, want array
        settings: {watchNamespaces: [Mail]}         | at '/settings/watchNamespaces/0': 'Mail' does not match pattern
        settings: {denyNetwork: [10.0.0.1]}         | at '/settings/denyNetwork/0': '10.0.0.1' does not match pattern '^[0-9a-fA-F.:]+/[0-9]{1,3}$'
        settings: {certificatesMaxPending: 0}       | at '/settings/certificatesMaxPending': minimum: got 0, want 1
        updateServers: [{name: corp}]               | at '/updateServers/0': missing properties 'server', 'keyName', 'secretName'
        crds: {keep: maybe}                         | at '/crds/keep': got string, want boolean
        uninstall: {forced: true}                   | at '/uninstall': additional properties 'forced' not allowed
        resources: {limit: {memory: 1Gi}}           | at '/resources': additional properties 'limit' not allowed
        resources: {limits: {memory: 1GB}}          | at '/resources/limits/memory': '1GB' does not match pattern
        podDisruptionBudget: {maxUnavailable: half} | at '/podDisruptionBudget/maxUnavailable': 'half' does not match pattern '^[0-9]{1,3}%$'
        networkPolicy: {apiServerPorts: [https]}    | at '/networkPolicy/apiServerPorts/0': got string, want integer
        monitoring: {prometheusRules: {}}           | at '/monitoring': additional properties 'prometheusRules' not allowed
        monitoring: {serviceMonitor: {enable: true}} | at '/monitoring/serviceMonitor': additional properties 'enable' not allowed
        env: [{value: x}]                           | at '/env/0': missing property 'name'
        """)
    void areRefusedByTheSchema(String values, String message) {
        assertThatThrownBy(() -> Chart.all(values)).hasMessageContaining(message);
    }

    /** What a schema cannot say. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {trustBundle: {configMapName: own}, settings: {ca: /a.pem}} | trustBundle.configMapName and settings.ca both say whom to trust: set one of them.
        {updateServers: [{name: corp, server: 192.0.2.53, keyName: k, secretName: s}], settings: {updateKeys: /a}} | updateServers and settings.updateServer or settings.updateKeys both say who takes updates: set one of them.
        {settings: {leaderElection: false}}                       | replicas is 2 and settings.leaderElection is false: without it there may be one replica only, or they work against each other.
        {monitoring: {serviceMonitor: {enabled: true}}, settings: {healthPort: 0}} | monitoring.serviceMonitor.enabled needs settings.healthPort: with 0 there are no metrics.
        """)
    void areRefusedWhereTheyContradict(String values, String message) {
        assertThatThrownBy(() -> Chart.all(values)).hasMessageContaining(message);
    }
}
