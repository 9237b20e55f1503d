package io.mtasts.check;

import java.util.stream.Stream;

/** One rule: a pure function of what was seen and what ought to be. */
@FunctionalInterface
public interface Check {
    Stream<Finding> findings(Evidence evidence);
}
