package io.mtasts.check;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How refusals are stopped while their cause stands. Condition messages, {@code explain}, alerts and the pages all take the steps from here,
 * so that whoever is called at night reads the same everywhere.
 */
public final class StopRefusals {
    /** Ready's reason once the new policy is seen everywhere, and its record may be published. A word: the reasons take their remedy from here. */
    public static final String WAITED_FOR = "RecordStale";

    private static final String NAME = "NAME";
    private static final String NAMESPACE = "NAMESPACE";

    /** The steps as part of a reason's remedy, with code in backticks. */
    static final String REMEDY = "While `MAIL` is `refused`: " + steps(NAME, NAMESPACE, "`");

    private StopRefusals() {}

    /**
     * A step.
     *
     * @param what to do, a sentence
     * @param command that does or shows it, for a shell
     */
    public record Step(String what, String command) {}

    /** In order, for a MailDomainPolicy of that name. */
    public static List<Step> steps(String name, String namespace) {
        return List.of(
                new Step("Have mode testing served instead of enforce.", annotate(name, namespace)),
                new Step(
                        "Wait until `REASON` is `%s`. It takes some minutes, until the new policy has been seen everywhere."
                                .formatted(WAITED_FOR),
                        "kubectl wait mdp/%s -n %s --timeout=15m --for=jsonpath='{.status.conditions[?(@.type==\"Ready\")].reason}'=%s"
                                .formatted(name, namespace, WAITED_FOR)),
                new Step(
                        "**Publish the `_mta-sts` record that is shown now.** Without it senders keep applying the"
                                + " policy that they have cached.",
                        "kubectl get mdp %s -n %s -o jsonpath='{range .status.records[*]}{.name}{\" \"}{.type}{\" \"}{.value}{\"\\n\"}{end}'"
                                .formatted(name, namespace)),
                new Step(
                        "Wait until `MAIL` is `recovering`: the record's time to live and ten minutes.",
                        "kubectl wait mdp/%s -n %s --timeout=2h --for=jsonpath='{.status.mail}'=recovering"
                                .formatted(name, namespace)));
    }

    private static String annotate(String name, String namespace) {
        return "kubectl annotate mdp/%s -n %s mtasts.io/hold=testing".formatted(name, namespace);
    }

    /** The same in sentences, for a condition's message. */
    public static String sentences(String name, String namespace) {
        return "To stop refusals now: " + steps(name, namespace, "");
    }

    /** @param code what stands around code */
    private static String steps(String name, String namespace, String code) {
        return "~%s~; when ~REASON~ is ~%s~, publish the ~_mta-sts~ record that ~status.records~ shows, unless the operator does so. You are done when ~MAIL~ is ~recovering~. Do not delete the resource or the record: senders keep the policy that they have cached."
                .formatted(annotate(name, namespace), WAITED_FOR)
                .replace("~", code);
    }

    /** The same as a numbered list, each step with its command. */
    public static String markdown() {
        var steps = steps(NAME, NAMESPACE);
        return IntStream.range(0, steps.size())
                .mapToObj(at -> "%d. %s\n\n   ```\n   %s\n   ```\n"
                        .formatted(at + 1, steps.get(at).what(), steps.get(at).command()))
                .collect(Collectors.joining("\n"));
    }
}
