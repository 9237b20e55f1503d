package io.mtasts.operator.cli;

import io.mtasts.observe.DomainObserver;
import io.mtasts.observe.ObserverSettings;
import io.mtasts.operator.RunSettings;
import java.time.Clock;
import java.util.Map;
import java.util.function.Function;

/**
 * What the commands need of the world outside of them.
 *
 * @param environment the environment variables
 * @param observers makes what looks at domains
 * @param operators runs the operator
 */
record Program(
        Terminal terminal,
        Map<String, String> environment,
        Clock clock,
        Function<ObserverSettings, DomainObserver> observers,
        Operators operators) {
    /** Runs an operator until it, or the process, is told to end. */
    interface Operators {
        void run(RunSettings settings) throws Exception;
    }
}
