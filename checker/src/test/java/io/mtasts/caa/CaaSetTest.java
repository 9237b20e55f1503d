package io.mtasts.caa;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may issue, by sets of records: RFC 8659 section 4, RFC 8657 sections 3 and 4. */
class CaaSetTest {
    private static final Applicant LETS_ENCRYPT =
            new Applicant(List.of("letsencrypt.org"), Set.of("http-01"), Optional.of("https://acme.example/acct/1"));

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            quoteCharacter = '`',
            value = {
                "-                                                        | -",
                "0 issue letsencrypt.org                                  | -",
                "0 issue LetsEncrypt.ORG                                  | -",
                "0 ISSUE letsencrypt.org                                  | -",
                "128 issue letsencrypt.org                                | -",
                "0 issue digicert.com                                     | there is 0 issue \"digicert.com\"",
                "0 issue digicert.com & 0 issue letsencrypt.org           | -",
                "0 issue ;                                                | there is 0 issue \";\"",
                "0 issue ; & 0 issue letsencrypt.org                      | -",
                "0 issue                                                  | there is 0 issue \"\"",
                "0 issue letsencrypt.org.                                 | there is 0 issue \"letsencrypt.org.\"",
                "0 issue %lets                                            | there is 0 issue \"%lets\"",
                // For wildcards alone, and for whom to tell.
                "0 issuewild ;                                            | -",
                "0 iodef mailto:a@example.com                             | -",
                "0 issuewild letsencrypt.org & 0 issue digicert.com       | there is 0 issue \"digicert.com\"",
                // Unknown properties.
                "0 tbs Unknown                                            | -",
                "128 tbs Unknown                                          | 128 tbs \"Unknown\" is critical, and no"
                        + " authority knows that property",
                "128 tbs Unknown & 0 issue letsencrypt.org                | 128 tbs \"Unknown\" is critical, and no"
                        + " authority knows that property",
                "128 issuemail ;                                          | -",
                // Parameters.
                "0 issue letsencrypt.org;                                 | -",
                "0 issue letsencrypt.org ; a=b ; c=d                      | -",
                "0 issue letsencrypt.org; a=b;                            | there is 0 issue \"letsencrypt.org; a=b;\"",
                "0 issue letsencrypt.org; a                               | there is 0 issue \"letsencrypt.org; a\"",
                "0 issue letsencrypt.org; validationmethods=http-01       | -",
                "0 issue letsencrypt.org; ValidationMethods=dns-01,http-01 | -",
                "0 issue letsencrypt.org; validationmethods=dns-01        | 0 issue \"letsencrypt.org;"
                        + " validationmethods=dns-01\" allows other validation methods than the issuer has, which are"
                        + " http-01",
                "0 issue letsencrypt.org; validationmethods=              | 0 issue \"letsencrypt.org;"
                    + " validationmethods=\" allows other validation methods than the issuer has, which are http-01",
                "0 issue letsencrypt.org; accounturi=https://acme.example/acct/1 | -",
                "0 issue letsencrypt.org; accounturi=https://acme.example/acct/2 | 0 issue \"letsencrypt.org;"
                        + " accounturi=https://acme.example/acct/2\" allows another account than the issuer's, which is"
                        + " https://acme.example/acct/1",
                "0 issue letsencrypt.org; accounturi=x; accounturi=x      | 0 issue \"letsencrypt.org; accounturi=x;"
                        + " accounturi=x\" has a parameter twice, which nobody can meet",
                "0 issue letsencrypt.org; validationmethods=dns-01 & 0 issue letsencrypt.org | -",
                "0 issue digicert.com & 0 issue letsencrypt.org; validationmethods=dns-01 | 0 issue \"letsencrypt.org;"
                        + " validationmethods=dns-01\" allows other validation methods than the issuer has, which are"
                        + " http-01",
            })
    void letsIssueOrNot(@Nullable String records, @Nullable String objection) {
        assertThat(set(records).objection(LETS_ENCRYPT)).isEqualTo(Optional.ofNullable(objection));
    }

    @Test
    void whatIsNotKnownOfTheIssuerIsNotHeldAgainstIt() {
        var stranger = new Applicant(List.of("letsencrypt.org"), Set.of(), Optional.empty());

        assertThat(set("0 issue letsencrypt.org; validationmethods=dns-01; accounturi=https://acme.example/acct/2")
                        .objection(stranger))
                .isEmpty();
    }

    @Test
    void anyNameOfAnAuthorityWillDo() {
        var sectigo = new Applicant(List.of("sectigo.com", "comodoca.com"), Set.of(), Optional.empty());

        assertThat(set("0 issue comodoca.com").objection(sectigo)).isEmpty();
    }

    @Test
    void tenThousandRecordsMakeOneSentence() {
        var many = new CaaSet(Collections.nCopies(10_000, new CaaProperty(0, "issue", "\u001b[2J".repeat(1000))));

        assertThat(many.objection(LETS_ENCRYPT))
                .hasValueSatisfying(
                        why -> assertThat(why).matches("[ -~]{0,600}").endsWith(" and 9995 more"));
        assertThat(many.authorities()).isEmpty();
        assertThat(many.forbidsAll()).isTrue();
    }

    @Test
    void saysWhoMayIssue() {
        var some = set("0 issue b.example & 0 issue A.example & 0 issue ; & 0 issuewild c.example");
        assertThat(some.authorities()).containsExactly("a.example", "b.example");
        assertThat(some.allowsAll()).isFalse();
        assertThat(set("0 iodef mailto:a@example.com").allowsAll()).isTrue();
        assertThat(set("128 tbs x").allowsAll()).isFalse();
    }

    private static CaaSet set(@Nullable String records) {
        return new CaaSet(
                records == null
                        ? List.of()
                        : Arrays.stream(records.split("&"))
                                .map(String::strip)
                                .map(record -> record.split(" ", 3))
                                .map(parts -> new CaaProperty(
                                        Integer.parseInt(parts[0]), parts[1], parts.length < 3 ? "" : parts[2]))
                                .toList());
    }
}
