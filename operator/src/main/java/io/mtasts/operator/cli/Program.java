package io.mtasts.operator.cli;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.mtasts.observe.DomainObserver;
import io.mtasts.observe.ObserverSettings;
import io.mtasts.operator.settings.RunSettings;
import java.time.Clock;
import java.util.Map;
import java.util.function.Function;

/**
 * What the commands need of the world outside of them.
 *
 * @param environment the environment variables
 * @param observers makes what looks at domains
 * @param operators runs the operator
 * @param clusters makes a client of the cluster of a kubeconfig, or of the pod; for the caller to close
 */
record Program(
        Terminal terminal,
        Map<String, String> environment,
        Clock clock,
        Function<ObserverSettings, DomainObserver> observers,
        Operators operators,
        Clusters clusters) {
    /** Runs an operator until it, or the process, is told to end. */
    interface Operators {
        void run(RunSettings settings) throws Exception;
    }

    /** Where commands ask a cluster. */
    interface Clusters {
        /**
         * A client, for the caller to close.
         *
         * @throws CannotRun when what is named is not there
         */
        KubernetesClient client(Kubeconfig kubeconfig) throws CannotRun;
    }
}
