package io.mtasts.operator.resources;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ServiceBuilder;
import org.junit.jupiter.api.Test;

class OwnershipTest {
    @Test
    void aChildIsItsOwnersAndNobodyElses() {
        var child = ServiceOf.service(Examples.server());
        assertThat(Ownership.controls(Examples.server(), child)).isTrue();
        assertThat(Ownership.controls(Examples.policy(), child)).isFalse();
    }

    @Test
    void aServerOfTheSameNameThatWasMadeAnewDoesNotOwnWhatTheEarlierOneLeft() {
        var anew = Examples.server();
        anew.getMetadata().setUid("00000000-0000-4000-8000-000000000000");
        assertThat(Ownership.controls(anew, ServiceOf.service(Examples.server())))
                .isFalse();
    }

    @Test
    void anOwnerThatDoesNotControlIsNotEnough() {
        var mentioned = new ServiceBuilder(ServiceOf.service(Examples.server()))
                .editMetadata()
                .editFirstOwnerReference()
                .withController(false)
                .endOwnerReference()
                .endMetadata()
                .build();
        assertThat(Ownership.controls(Examples.server(), mentioned)).isFalse();
    }

    @Test
    void whatHasNoOwnerIsNobodys() {
        var foreign = new ServiceBuilder()
                .withNewMetadata()
                .withName("mta-sts-public")
                .endMetadata()
                .build();
        assertThat(Ownership.controls(Examples.server(), foreign)).isFalse();
    }
}
