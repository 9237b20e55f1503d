package io.mtasts.operator.settings;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.fabric8.certmanager.api.model.acme.v1.ACMEChallengeSolver;
import io.fabric8.certmanager.api.model.acme.v1.ACMEChallengeSolverDNS01;
import io.fabric8.certmanager.api.model.acme.v1.ACMEChallengeSolverHTTP01;
import io.fabric8.certmanager.api.model.acme.v1.ACMEIssuer;
import io.fabric8.certmanager.api.model.acme.v1.ACMEIssuerStatus;
import io.fabric8.certmanager.api.model.v1.IssuerSpec;
import io.fabric8.certmanager.api.model.v1.IssuerStatus;
import java.io.IOException;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * What is read of an Issuer or ClusterIssuer: whether it is there, and where it speaks ACME what CAA records ask for, the server, the methods
 * of its solvers and its account. How it gets certificates takes two hundred classes to say.
 */
abstract class AcmeAlone {
    @Nullable
    @JsonProperty("spec")
    @JsonDeserialize(using = Spec.class)
    IssuerSpec spec;

    @Nullable
    @JsonProperty("status")
    @JsonDeserialize(using = Status.class)
    IssuerStatus status;

    /** Of {@code acme} the server, and of each solver its kind. */
    static final class Spec extends JsonDeserializer<IssuerSpec> {
        @Override
        public IssuerSpec deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            JsonNode acme = context.readTree(parser).path("acme");
            var spec = new IssuerSpec();
            if (acme.path("server").isTextual()) {
                var issuer = new ACMEIssuer();
                issuer.setServer(acme.path("server").textValue());
                var solvers = new ArrayList<ACMEChallengeSolver>();
                acme.path("solvers").forEach(solver -> solvers.add(kind(solver)));
                issuer.setSolvers(solvers);
                spec.setAcme(issuer);
            }
            return spec;
        }

        private static ACMEChallengeSolver kind(JsonNode solver) {
            var kind = new ACMEChallengeSolver();
            if (solver.has("http01")) {
                kind.setHttp01(new ACMEChallengeSolverHTTP01());
            }
            if (solver.has("dns01")) {
                kind.setDns01(new ACMEChallengeSolverDNS01());
            }
            return kind;
        }
    }

    /** Of {@code acme} the account. */
    static final class Status extends JsonDeserializer<IssuerStatus> {
        @Override
        public IssuerStatus deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            JsonNode uri = context.readTree(parser).path("acme").path("uri");
            var status = new IssuerStatus();
            if (uri.isTextual()) {
                var acme = new ACMEIssuerStatus();
                acme.setUri(uri.textValue());
                status.setAcme(acme);
            }
            return status;
        }
    }
}
