package io.mtasts.operator.resources;

import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.api.v1alpha1.Certificate;
import io.mtasts.api.v1alpha1.PolicyServer;
import io.mtasts.api.v1alpha1.PolicyServerSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChildNameTest {
    private static final String LONG = "a-server-whose-name-takes-all-of-the-sixty-three-that-it-may-be";

    @ParameterizedTest(name = "{0} with {1}: {2}")
    @CsvSource({
        "mta-sts-example-com, '', mta-sts-example-com",
        "mta-sts-example.com, -tls, mta-sts-example.com-tls",
        // 63 characters fit,
        "mta-sts-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa0, '',"
                + " mta-sts-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa0",
        // 64 do not,
        "mta-sts-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa01, '',"
                + " mta-sts-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-837b1a35",
        // and what is cut ends in a letter or digit before its hash.
        "mta-sts-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa---.aaaaaaaaaaaaaaaaaaaa, -policies-15,"
                + " mta-sts-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-d194fda0-policies-15",
    })
    void fitting(String stem, String suffix, String name) {
        assertThat(ChildName.fitting(stem, suffix)).isEqualTo(name).hasSizeLessThanOrEqualTo(ChildName.LIMIT);
    }

    @Test
    void longNamesThatDifferAtTheirEndStayDifferent() {
        assertThat(ChildName.of(server(LONG + "r"))).isNotEqualTo(ChildName.of(server(LONG + "s")));
    }

    @Test
    void everyNameOfALongServerFits() {
        assertThat(ChildName.shard(server(LONG), 15))
                .matches("mta-sts-a-server-[a-z0-9-]*-[0-9a-f]{8}-policies-15")
                .hasSize(ChildName.LIMIT);
        assertThat(ChildName.configuration(server(LONG))).endsWith("-nginx").hasSize(ChildName.LIMIT);
    }

    @Test
    void labelsOfALongNameFit() {
        var policy = Examples.policy("p".repeat(253), null);
        assertThat(Labels.of(policy, Labels.Component.POLICY_HOST).values())
                .allSatisfy(value -> assertThat(value).hasSizeLessThanOrEqualTo(ChildName.LIMIT));
    }

    @Test
    void theSecretIsTheUsersOwnWhenTheyNameOne() {
        assertThat(ChildName.tlsSecret(Examples.policy())).isEqualTo("mta-sts-example-com-tls");
        assertThat(ChildName.tlsSecret(Examples.policy("example-com", new Certificate(null, null, "my-own-tls"))))
                .isEqualTo("my-own-tls");
    }

    private static PolicyServer server(String name) {
        return Examples.server(name, PolicyServerSpec.DEFAULT);
    }
}
