package io.mtasts.operator.cluster;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/** When a step fails, shows what a person would look at; the steps after it, which rest on it, are not tried. */
final class Diagnosis implements TestExecutionExceptionHandler, BeforeEachCallback {
    private static final List<String> QUESTIONS = List.of(
            "get mdp,pserver,deploy,ingress,certificate,pods -A -o wide",
            "describe mdp -A",
            "get events -A --sort-by=.lastTimestamp",
            "describe pods -n mta-sts-system",
            "describe pods -n mail",
            "logs -n mta-sts-system -l app.kubernetes.io/name=mta-sts-operator --tail=100 --prefix",
            "logs -n mail -l app.kubernetes.io/managed-by=mta-sts-operator --tail=30 --prefix",
            "logs -n outside dns --tail=30",
            "logs -n outside mx1 --tail=30",
            "logs -n cert-manager -l app=cert-manager --tail=30");

    private @Nullable Node node;
    private boolean failed;

    void of(Node toBeAsked) {
        node = toBeAsked;
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        Assumptions.assumeFalse(failed, "an earlier step failed");
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        failed = true;
        show();
        throw failure;
    }

    void show() {
        if (node == null) {
            return;
        }
        for (var question : QUESTIONS) {
            var answer = node.tryKubectl(question.split(" "));
            System.out.printf("%n$ kubectl %s%n%s%s", question, answer.getStdout(), answer.getStderr());
        }
    }
}
