import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.mtasts.api.v1alpha1.PolicyServer;
import io.mtasts.operator.resources.NginxConfigMapOf;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the files that the pods of a policy server have in their ConfigMap, with the paths of another root. */
final class PolicyServerFiles {
    private PolicyServerFiles() {}

    public static void main(String[] root) throws Exception {
        var server = new PolicyServer();
        server.setMetadata(new ObjectMetaBuilder().withName("default").withNamespace("bench").build());
        for (var file : NginxConfigMapOf.configMap(server).getData().entrySet()) {
            var text = file.getValue().replaceAll("(?<=[ \"])(?=/(etc/mta-sts|policies|tmp)[/;])", root[0]);
            Files.writeString(Path.of(root[0], "etc/mta-sts", file.getKey()), text);
        }
    }
}
