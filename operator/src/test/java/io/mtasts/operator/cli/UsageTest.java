package io.mtasts.operator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsageTest {
    @Test
    void versionNamesTheJava() {
        var ended = new Shell().run("--version");

        assertThat(ended.exit()).isZero();
        assertThat(ended.out()).startsWith("mta-sts-operator ").endsWith("Java " + Runtime.version() + "\n");
    }

    @Test
    void crdsAreYamlForBothKinds() {
        var ended = new Shell().run("crds");

        assertThat(ended.exit()).isZero();
        assertThat(ended.out())
                .contains("name: maildomainpolicies.mtasts.io")
                .contains("name: policyservers.mtasts.io")
                .containsOnlyOnce("\n---\n");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        ``                              | A command is missing: use run, check, status, lint, reports, receive, explain or crds.
        chek example.com                | Did you mean: mta-sts-operator check?
        status                          | A domain is missing: name one, for example  mta-sts-operator status example.com -n mail
        status a.test --contxt lab      | Unknown option: '--contxt'
        lint                            | What to read is missing: use lint policy, lint record, lint tlsrpt-record, lint tlsa or lint report.
        lint policy                     | Missing required parameter: 'FILE|-'
        lint policy none.txt            | none.txt cannot be read: there is no such file.
        lint record x --output xml      | Invalid value for option '--output': expected one of [text, json] (case-sensitive) but was 'xml'
        reports                         | What to do is missing: use reports import, reports list, reports show or reports forget.
        reports list a.test             | Which store is not said: use --store, for example --store reports.db, or set MTA_STS_STORE.
        reports list --store no.db a.b  | There is no store no.db: mta-sts-operator reports import makes one, and so does receive.
        reports list --store postgres://h/d a.b | --store: "postgres://h/d" is not read as a store: write jdbc:postgresql://h/d.
        reports list --store jdbc:mysql://h/d a.b | --store: "jdbc:mysql://h/d" is not a store: use a file, as in reports.db, or jdbc:postgresql://HOST/DATABASE.
        reports list --store jdbc:postgresql://h/d?password=x a.b | --store: The address of the store has a password in it, which other users of this machine can see
        reports show --store no.db one  | Invalid value for positional parameter at index 0 (ID): 'one' is not a long
        check                           | A domain is missing: name one, for example  mta-sts-operator check example.com
        check a.test --resolvr 9.9.9.9  | Unknown option: '--resolvr'
        check a.test --resolver a:b     | --resolver=a:b: "a:b": a port is a number from 1 to 65535.
        check a.test --resolver tls://  | --resolver=tls://: "" is not a host: write HOST, HOST:PORT or [IPV6]:PORT.
        check a.test --smtp-proxy socks5h://me:secret@p.test | --smtp-proxy=socks5h://...@p.test: names are resolved here and not by the proxy
        check a.test --smtp-port 0      | --smtp-port=0: --smtp-port is a whole number from 1 to 65535.
        check a.test --timeout 1h       | --timeout=1h: --timeout is a whole number from 1 to 600.
        check a.test --allow-network x  | --allow-network=x: "x" is not a range of addresses: write ADDRESS/BITS, such as 10.0.0.0/8 or fd00::/8.
        check a.test --ca none.pem      | --ca=none.pem: none.pem cannot be read: there is no such file.
        run --mx-cache often            | --mx-cache=often: --mx-cache is a duration such as 90s, 2m or 1h30m.
        run --default-issuer a/b/c      | --default-issuer=a/b/c: --default-issuer is the name of an issuer, for example letsencrypt or Issuer/letsencrypt.
        """)
    void wrongUsageSaysWhatIsWrong(String command, String message) {
        var ended = new Shell().run(command.isEmpty() ? new String[0] : command.split(" +"));

        assertThat(ended.err())
                .contains(message)
                .contains("See  mta-sts-operator ")
                .contains("--help");
        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
    }

    @Test
    void anUnknownFormatOfTheLogIsRefused() {
        var ended = new Shell().with("MTA_STS_LOG_FORMAT", "yaml").run("run");

        assertThat(ended.err()).contains("MTA_STS_LOG_FORMAT is text or json, not \"yaml\"");
        assertThat(ended.exit()).isEqualTo(2);
    }

    @Test
    void aVariableIsBlamedByItsName() {
        var ended = new Shell().with("MTA_STS_NO_SMTP", "yes").run("run");

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err()).startsWith("MTA_STS_NO_SMTP=yes: MTA_STS_NO_SMTP is true or false.\n");
    }

    @Test
    void anOperatorThatCannotRunSaysWhy() {
        var ended = new Shell().cannotRun("There is no cluster.").run("run");

        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.err()).isEqualTo("There is no cluster.\n");
    }

    @Test
    void aFaultOfOursIsNotTakenForAFaultOfTheDomain() {
        var ended = new Shell().cannotRun("").run("run");

        assertThat(ended.exit()).isEqualTo(70);
        assertThat(ended.err()).contains("IllegalStateException");
    }
}
