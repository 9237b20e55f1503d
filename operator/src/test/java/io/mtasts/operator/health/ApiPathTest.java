package io.mtasts.operator.health;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiPathTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "/api/v1/configmaps,                                              configmaps,                     '',  "
                + " configmaps,                true",
        "/api/v1/namespaces/mail/configmaps,                              configmaps,                     mail,"
                + " configmaps,                true",
        "/api/v1/namespaces/mail/configmaps/one,                          configmaps,                     mail,"
                + " configmaps,                false",
        "/apis/networking.k8s.io/v1/ingresses,                            ingresses.networking.k8s.io,    '',  "
                + " ingresses,                 true",
        "/apis/mtasts.io/v1alpha1/namespaces/mail/maildomainpolicies/a/status, maildomainpolicies.mtasts.io, mail,"
                + " maildomainpolicies/status, false",
        "/api/v1/namespaces,                                              namespaces,                     '',  "
                + " namespaces,                true",
        "/api/v1/namespaces/mail,                                         namespaces,                     '',  "
                + " namespaces,                false",
    })
    void isReadFromTheRequest(String path, String resource, String namespace, String kind, boolean collection) {
        assertThat(ApiPath.of(path)).hasValueSatisfying(read -> {
            assertThat(read.resource()).isEqualTo(resource);
            assertThat(read.namespace()).isEqualTo(namespace);
            assertThat(read.kind()).isEqualTo(kind);
            assertThat(read.collection()).isEqualTo(collection);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "/version",
        "/apis",
        "/apis/networking.k8s.io",
        "/apis/networking.k8s.io/v1",
        "/api/v1",
        "/openid/v1/jwks/"
    })
    void isNotForWhatIsAboutNoResource(String path) {
        assertThat(ApiPath.of(path)).isEmpty();
    }
}
