package io.mtasts.operator.cluster;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Asks before Testcontainers does, which would try for minutes to pull what cannot be had. */
final class ClusterIsPossible implements ExecutionCondition {
    private static final Duration MOMENT = Duration.ofSeconds(20);
    private static final Duration DOWNLOAD = Duration.ofMinutes(5);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        var missing = missing();
        missing.ifPresent(what -> System.out.printf("%nThe cluster rung is skipped: %s%n%n", what));
        return missing.map(ConditionEvaluationResult::disabled)
                .orElseGet(() -> ConditionEvaluationResult.enabled("containers can be run"));
    }

    private static Optional<String> missing() {
        if (!Command.of("docker", "version").succeedsWithin(MOMENT)) {
            return Optional.of("no Docker engine answers (docker version). Install one, or start it.");
        }
        return absent(Node.IMAGE).or(ClusterIsPossible::reaper);
    }

    /** The container by which Testcontainers tidies up; where it is switched off nothing is pulled for it. */
    private static Optional<String> reaper() {
        boolean off = Boolean.parseBoolean(System.getenv("TESTCONTAINERS_RYUK_DISABLED"));
        return off || Command.of("docker", "pull", "testcontainers/ryuk:0.14.0").succeedsWithin(DOWNLOAD)
                ? Optional.empty()
                : Optional.of("the image testcontainers/ryuk cannot be pulled. Set TESTCONTAINERS_RYUK_DISABLED=true.");
    }

    private static Optional<String> absent(String image) {
        return Command.of("docker", "image", "inspect", image).succeedsWithin(MOMENT)
                        || Command.of("docker", "pull", image).succeedsWithin(DOWNLOAD)
                ? Optional.empty()
                : Optional.of(
                        "the image %s is not here and cannot be pulled. Name another by -Dk3s.image.".formatted(image));
    }
}
