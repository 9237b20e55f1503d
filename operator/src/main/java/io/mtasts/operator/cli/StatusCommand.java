package io.mtasts.operator.cli;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.mtasts.api.v1alpha1.MailDomainPolicy;
import io.mtasts.check.Listed;
import io.mtasts.operator.story.Story;
import io.mtasts.operator.story.StoryGatherer;
import io.mtasts.operator.story.StoryText;
import io.mtasts.report.ExitStatus;
import io.mtasts.report.TextReport;
import java.net.HttpURLConnection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells how a domain of a cluster stands, from what stands in the cluster. */
@Command(
        description =
                "Show the state of a domain in a cluster: what is served, what senders have cached, what is wrong,"
                        + " what comes next.",
        sortOptions = false,
        abbreviateSynopsis = true,
        footer = {
            "",
            "It reads the MailDomainPolicy, its Events and PolicyServer, and the operator's Lease. It does not look"
                    + " outside the cluster: check does that.",
            "",
            "Exit code: 1 if anything is wrong, else 3 if anything is not known, else 0; 2 if there is no such domain,"
                    + " the cluster does not answer, or the usage is wrong.",
            "",
            "Examples:",
            "  mta-sts-operator status example.com -n mail",
            "  kubectl mtasts status example.com -A",
        })
final class StatusCommand implements Callable<Integer> {
    private static final int NARROWEST = 60;
    private static final int WIDEST = 160;

    private final Program program;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            arity = "0..*",
            paramLabel = "DOMAIN|NAME",
            description = "Mail domains, or names of MailDomainPolicies.")
    private List<String> words = List.of();

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAMESPACE",
            description = "Namespace of the MailDomainPolicy. Default: that of the kubeconfig's context.")
    private String namespace = "";

    @Option(
            names = {"-A", "--all-namespaces"},
            description = "Look for it in all namespaces.")
    private boolean everywhere;

    @Option(names = "--kubeconfig", paramLabel = "FILE", description = "As for kubectl.")
    private String kubeconfig = "";

    @Option(names = "--context", paramLabel = "NAME", description = "As for kubectl.")
    private String context = "";

    @Option(
            names = "--operator-namespace",
            paramLabel = "NAMESPACE",
            defaultValue = "mta-sts-system",
            description =
                    "Namespace of the operator's Lease, for users who may not list Leases in all namespaces. Default:"
                            + " ${DEFAULT-VALUE}.")
    private String operatorNamespace = "";

    StatusCommand(Program program) {
        this.program = program;
    }

    @Override
    public Integer call() {
        if (words.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "A domain is missing: name one, for example  %s example.com -n mail; kubectl get mdp -A lists them."
                            .formatted(spec.qualifiedName()));
        }
        try (var client = client()) {
            return tell(client);
        } catch (CannotRun e) {
            program.terminal().err().println(e.getMessage());
            return ExitStatus.WRONG_USAGE;
        } catch (KubernetesClientException e) {
            program.terminal().err().println(refused(e));
            return ExitStatus.WRONG_USAGE;
        }
    }

    private KubernetesClient client() throws CannotRun {
        return program.clusters().client(new Kubeconfig(given(kubeconfig), given(context)));
    }

    private static Optional<String> given(String text) {
        return Optional.of(text).filter(one -> !one.isEmpty());
    }

    private int tell(KubernetesClient client) throws CannotRun {
        var meant = meant(client); // first and alone: the connection that it opens serves for all the rest
        var gatherer = new StoryGatherer(client, operatorNamespace, program.clock());
        var text = new StoryText(width(), program.terminal().colours());
        int worst = ExitStatus.GOOD;
        boolean first = true;
        for (var policy : meant) {
            var story = Story.of(gatherer.about(policy));
            program.terminal().out().print((first ? "" : "\n\n") + text.of(story));
            worst = ExitStatus.worse(worst, story.exit());
            first = false;
        }
        return worst;
    }

    /** Each once, though several words may mean it. */
    private Iterable<MailDomainPolicy> meant(KubernetesClient client) throws CannotRun {
        var search = new PolicySearch(client, where(client));
        var meant = new LinkedHashMap<String, MailDomainPolicy>();
        for (var word : words) {
            var found = search.find(word);
            if (found.size() > 1) {
                program.terminal().err().println(several(word, found));
            }
            found.forEach(policy -> meant.putIfAbsent(policy.getMetadata().getUid(), policy));
        }
        return List.copyOf(meant.values());
    }

    private static String several(String word, List<MailDomainPolicy> found) {
        return "%d MailDomainPolicies are called %s or have that domain, which only one of them can have, as their Accepted says: %s."
                .formatted(
                        found.size(),
                        word,
                        Listed.few(found.stream()
                                .map(policy -> policy.getMetadata().getNamespace() + "/"
                                        + policy.getMetadata().getName())
                                .toList()));
    }

    private Optional<String> where(KubernetesClient client) {
        if (everywhere) {
            return Optional.empty();
        }
        return given(namespace)
                .or(() -> Optional.of(
                        Objects.requireNonNullElse(client.getConfiguration().getNamespace(), "default")));
    }

    /** kubectl-mtasts says how wide the terminal is. */
    private int width() {
        return Optional.ofNullable(program.environment().get("COLUMNS"))
                .filter(columns -> columns.matches("[0-9]{1,4}"))
                .map(columns -> Math.clamp(Integer.parseInt(columns), NARROWEST, WIDEST))
                .orElse(TextReport.USUAL_WIDTH);
    }

    private static String refused(KubernetesClientException e) {
        var said = Optional.ofNullable(e.getStatus()).map(Status::getMessage).orElseGet(() -> Running.deepest(e));
        return switch (e.getCode()) {
            case HttpURLConnection.HTTP_NOT_FOUND ->
                "This cluster has no kind MailDomainPolicy: the CRDs are not installed. The chart installs them, or:"
                        + " mta-sts-operator crds | kubectl apply --server-side -f -";
            case HttpURLConnection.HTTP_FORBIDDEN ->
                "You may not read MailDomainPolicies there: %s. It requires permission to get and list maildomainpolicies.mtasts.io, which the chart adds to the role view; -n names another namespace."
                        .formatted(said);
            case HttpURLConnection.HTTP_UNAUTHORIZED ->
                "The API server does not know who you are: %s. Does kubectl get mdp work?".formatted(said);
            default ->
                "The API server does not answer: %s. Does kubectl get mdp work? --kubeconfig and --context choose another cluster."
                        .formatted(said);
        };
    }
}
