package io.mtasts.operator.cli;

import io.mtasts.api.v1alpha1.CustomResourceDefinitions;
import picocli.CommandLine.Command;

/** Prints what a cluster needs to know of our kinds. */
@Command(
        description = "Print the CRDs of this version as YAML.",
        footer = {"", "Example:", "  mta-sts-operator crds | kubectl apply --server-side -f -"})
final class CrdsCommand implements Runnable {
    private final Terminal terminal;

    CrdsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        terminal.out().print(CustomResourceDefinitions.yaml());
    }
}
