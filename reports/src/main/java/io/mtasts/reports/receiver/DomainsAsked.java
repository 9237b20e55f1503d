package io.mtasts.reports.receiver;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.mtasts.policy.Excerpt;
import io.mtasts.reports.admission.OurDomain;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the operator asks: the list of all its domains, which is kept, and of which days it wants to know.
 *
 * @param from the first day, in UTC; where it is empty, {@value #USUAL_DAYS} days before the last
 * @param to the last day; where it is empty, today
 */
record DomainsAsked(List<OurDomain> domains, Optional<LocalDate> from, Optional<LocalDate> to) {
    static final int USUAL_DAYS = 14;

    private static final int DEEPEST = 20;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .build())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    DomainsAsked {
        domains = List.copyOf(domains);
    }

    private record Written(
            @Nullable List<One> domains,
            @Nullable String from,
            @Nullable String to) {}

    private record One(
            @Nullable String name,
            @Nullable List<String> mxHosts,
            @Nullable List<String> tokens) {}

    /** @throws IllegalArgumentException with a sentence, when it is something else */
    static DomainsAsked read(byte[] json) {
        try {
            var written = MAPPER.readValue(json, Written.class);
            if (written == null || written.domains == null) {
                throw new IllegalArgumentException("The list of domains is missing.");
            }
            return new DomainsAsked(
                    written.domains.stream().map(DomainsAsked::domain).toList(), day(written.from), day(written.to));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "This is not the JSON that is expected here: %s.".formatted(Excerpt.of(e.getOriginalMessage())), e);
        } catch (IOException e) {
            throw new IllegalStateException("nothing is read but an array", e);
        }
    }

    private static OurDomain domain(One one) {
        if (one.name == null || one.name.isBlank()) {
            throw new IllegalArgumentException("A domain in the list has no name.");
        }
        return new OurDomain(
                one.name,
                Optional.ofNullable(one.mxHosts).orElse(List.of()),
                Optional.ofNullable(one.tokens).orElse(List.of()));
    }

    private static Optional<LocalDate> day(@Nullable String text) {
        try {
            return Optional.ofNullable(text).map(LocalDate::parse);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "\"%s\" is not a day, as in 2026-11-30.".formatted(Excerpt.of(String.valueOf(text))), e);
        }
    }

    /** The list alone, as it is kept. */
    static String text(List<OurDomain> domains) {
        try {
            return MAPPER.writeValueAsString(new Written(
                    domains.stream()
                            .map(one -> new One(one.name(), one.mxHosts(), one.tokens()))
                            .toList(),
                    null,
                    null));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("records can be written", e);
        }
    }
}
