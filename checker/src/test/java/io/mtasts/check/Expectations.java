package io.mtasts.check;

import static io.mtasts.check.Expectation.MailServers.JUDGED;

import io.mtasts.policy.StsPolicy;
import io.mtasts.policy.StsPolicyParser;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What somebody may expect of a domain, one thing at a time. */
final class Expectations {
    private Expectations() {}

    static Expectation recordId(String id) {
        return new Expectation(Optional.of(Views.BODY), Optional.of(id), Optional.empty(), List.of(), Set.of(), JUDGED);
    }

    /** Served, and not yet to be published. */
    static Expectation served(String body) {
        return new Expectation(Optional.of(body), Optional.empty(), Optional.empty(), List.of(), Set.of(), JUDGED);
    }

    static Expectation wanted(String body) {
        return new Expectation(
                Optional.empty(), Optional.empty(), Optional.of(policy(body)), List.of(), Set.of(), JUDGED);
    }

    static Expectation rua(String... rua) {
        return new Expectation(Optional.empty(), Optional.empty(), Optional.empty(), List.of(rua), Set.of(), JUDGED);
    }

    static Expectation ownAddress(String address) {
        return new Expectation(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Set.of(Views.address(address)),
                JUDGED);
    }

    static Expectation reachedBefore(String host) {
        return new Expectation(
                Optional.empty(), Optional.empty(), Optional.empty(), List.of(), Set.of(), Set.of(host), JUDGED);
    }

    static Expectation of(Expectation.MailServers mailServers) {
        return new Expectation(Optional.empty(), Optional.empty(), Optional.empty(), List.of(), Set.of(), mailServers);
    }

    private static StsPolicy policy(String body) {
        return StsPolicyParser.parse(body.getBytes(StandardCharsets.US_ASCII))
                .value()
                .orElseThrow();
    }
}
