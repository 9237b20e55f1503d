package io.mtasts.operator;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.mtasts.api.v1alpha1.MailDomainPolicy;
import io.mtasts.lab.World;
import io.mtasts.policy.StsPolicy;
import io.mtasts.reports.intake.Arrival;
import java.net.URI;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which package may depend on which: docs/architecture.md has the drawing. */
class PackageArrowsTest {
    private static final JavaClasses CHECKER = compiled(StsPolicy.class);
    private static final JavaClasses REPORTS = compiled(Arrival.class);
    private static final JavaClasses CRDS = compiled(MailDomainPolicy.class);
    private static final JavaClasses LAB = compiled(World.class);
    private static final JavaClasses PRODUCT =
            compiled(StsPolicy.class, Arrival.class, MailDomainPolicy.class, Operator.class);

    private static final String[] KUBERNETES = {"io.fabric8..", "io.javaoperatorsdk..", "io.mtasts.api.."};
    private static final String OPERATOR = "io.mtasts.operator";

    @Test
    void checkerKnowsNothingOfKubernetes() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(with(KUBERNETES, OPERATOR + "..", "io.mtasts.lab.."))
                .check(CHECKER);
    }

    @Test
    void reportsKnowNothingOfKubernetes() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(with(KUBERNETES, OPERATOR + "..", "io.mtasts.lab.."))
                .check(REPORTS);
    }

    @Test
    void crdsKnowNeitherCheckerNorOperator() {
        classes()
                .should()
                .onlyDependOnClassesThat(
                        describe("are not ours, or of the API", type -> !isOurs(type) || isIn(type, "io.mtasts.api")))
                .check(CRDS);
    }

    @Test
    void labKnowsNoneOfTheProduct() {
        classes()
                .should()
                .onlyDependOnClassesThat(
                        describe("are not ours, or of the lab", type -> !isOurs(type) || isIn(type, "io.mtasts.lab")))
                .check(LAB);
    }

    @Test
    void packagesFormNoCircle() {
        slices().matching("io.mtasts.(**)").should().beFreeOfCycles().check(PRODUCT);
    }

    /** Whoever looks for a class by its name finds one. */
    @Test
    void oneNameIsOneClass() {
        assertThat(PRODUCT.stream()
                        .filter(JavaClass::isTopLevelClass)
                        .map(JavaClass::getSimpleName)
                        .filter(name -> !name.equals("package-info")))
                .doesNotHaveDuplicates();
    }

    @Test
    void rolloutIsPure() {
        classes()
                .that()
                .resideInAPackage(OPERATOR + ".rollout..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java.lang..",
                        "java.util..",
                        "java.time..",
                        "java.nio.charset..",
                        "org.jspecify..",
                        "io.mtasts.api..",
                        "io.mtasts.policy..",
                        OPERATOR + ".prober..", // how far a policy has spread
                        OPERATOR + ".rollout..")
                .check(PRODUCT);
    }

    @Test
    void checksOpenNoConnection() {
        noClasses()
                .that()
                .resideInAPackage("io.mtasts.check..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("javax.net..", "org.xbill..", "org.apache.hc..", "java.nio.channels..")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(java.net.Socket.class, java.net.DatagramSocket.class)
                .check(CHECKER);
    }

    @Test
    void statusAsksNoCluster() {
        noClasses()
                .that()
                .resideInAnyPackage(OPERATOR + ".status..", OPERATOR + ".conditions..", OPERATOR + ".reasons..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.javaoperatorsdk..")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(KubernetesClient.class)
                .check(PRODUCT);
    }

    @Test
    void nothingDependsOnTheCommandLine() {
        noClasses()
                .that()
                .resideOutsideOfPackage(OPERATOR + ".cli..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(OPERATOR + ".cli..")
                .check(PRODUCT);
    }

    private static boolean isOurs(JavaClass type) {
        return isIn(type, "io.mtasts");
    }

    private static boolean isIn(JavaClass type, String name) {
        return (type.getPackageName() + ".").startsWith(name + ".");
    }

    private static String[] with(String[] packages, String... more) {
        return Stream.concat(Stream.of(packages), Stream.of(more)).toArray(String[]::new);
    }

    /** Whatever was compiled beside these: a folder of classes, or a jar. */
    private static JavaClasses compiled(Class<?>... types) {
        var places = Stream.of(types)
                .map(type ->
                        type.getProtectionDomain().getCodeSource().getLocation().toString())
                .map(place -> place.endsWith(".jar") ? "jar:%s!/".formatted(place) : place)
                .map(place -> Location.of(URI.create(place)))
                .toList();
        ArchConfiguration.get()
                .setResolveMissingDependenciesFromClassPath(
                        false); // their names are enough, and reading them takes a minute
        return new ClassFileImporter().importLocations(places);
    }
}
