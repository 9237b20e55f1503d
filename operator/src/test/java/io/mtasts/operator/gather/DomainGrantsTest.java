package io.mtasts.operator.gather;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an annotation grants. */
class DomainGrantsTest {
    @ParameterizedTest(name = "\"{0}\" grants {1}: {2}")
    @CsvSource({
        "'example.com',                             example.com,         true",
        "'example.com',                             www.example.com,     false",
        "'example.com',                             notexample.com,      false",
        "'example.com',                             example.com.evil.test, false",
        "'*.example.com',                           example.com,         false",
        "'*.example.com',                           a.example.com,       true",
        "'*.example.com',                           a.b.c.example.com,   true",
        "'*.example.com',                           notexample.com,      false",
        "'example.com,*.customers.example.net',     x.customers.example.net, true",
        "' Example.COM. ,\n *.Example.NET ,',        example.com,         true",
        "' Example.COM. ,\n *.Example.NET ,',        a.example.net,       true",
        "'*',                                       anything.test,       true",
        "'',                                        example.com,         false",
        "',',                                       example.com,         false",
        "'*.',                                      example.com,         false",
        "'.example.com',                            a.example.com,       false",
        "'*example.com',                            a.example.com,       false",
        "'*.*.example.com',                         a.b.example.com,     false",
        "'a.*.com',                                 a.example.com,       false",
        "'.*',                                      example.com,         false",
        "'example.com example.net',                 example.net,         false",
    })
    void covers(String annotation, String domain, boolean granted) {
        assertThat(DomainGrants.of(Optional.of(namespace(Map.of(DomainGrants.ANNOTATION, annotation))))
                        .cover(domain))
                .isEqualTo(granted);
    }

    @Test
    void aNamespaceThatSaysNothingGrantsNothing() {
        assertThat(DomainGrants.of(Optional.of(namespace(Map.of()))).cover("example.com"))
                .isFalse();
        assertThat(DomainGrants.of(Optional.empty()).cover("example.com")).isFalse();
    }

    private static Namespace namespace(Map<String, String> annotations) {
        return new NamespaceBuilder()
                .withNewMetadata()
                .withName("shop")
                .withAnnotations(annotations)
                .endMetadata()
                .build();
    }
}
