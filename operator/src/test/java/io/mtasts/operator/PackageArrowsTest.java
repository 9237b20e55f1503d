package io.mtasts.operator;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.mtasts.api.v1alpha1.MailDomainPolicy;
import io.mtasts.lab.World;
import io.mtasts.policy.StsPolicy;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Which package may depend on which: docs/architecture.md has the drawing. */
class PackageArrowsTest {
    private static final JavaClasses CHECKER = compiled(StsPolicy.class);
    private static final JavaClasses CRDS = compiled(MailDomainPolicy.class);
    private static final JavaClasses LAB = compiled(World.class);
    private static final JavaClasses PRODUCT = compiled(StsPolicy.class, MailDomainPolicy.class, Operator.class);

    private static final String[] KUBERNETES = {"io.fabric8..", "io.javaoperatorsdk..", "io.mtasts.api.."};
    private static final String OPERATOR = "io.mtasts.operator";

    /** An arrow that closes a circle of packages. */
    private record Arrow(String from, String to) {
        boolean is(Dependency dependency) {
            return in(from).test(dependency.getOriginClass()) && in(to).test(dependency.getTargetClass());
        }
    }

    /** Known circles, each broken here at its wrong arrow. This list gets shorter, and is to be empty. */
    private static final List<Arrow> WRONG =
            List.of(new Arrow(OPERATOR + ".controller", OPERATOR), new Arrow(OPERATOR + ".health", OPERATOR));

    @Test
    void checkerKnowsNothingOfKubernetes() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(with(KUBERNETES, OPERATOR + "..", "io.mtasts.lab.."))
                .check(CHECKER);
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
        var rule = slices().matching("io.mtasts.(**)").should().beFreeOfCycles();
        for (var arrow : WRONG) {
            rule = rule.ignoreDependency(in(arrow.from()), in(arrow.to()));
        }
        rule.check(PRODUCT);
    }

    @ParameterizedTest
    @FieldSource("WRONG")
    void whatIsListedAsWrongIsStillThere(Arrow arrow) {
        assertThat(PRODUCT.stream()
                        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                        .anyMatch(arrow::is))
                .as("%s is mended: take it off the list", arrow)
                .isTrue();
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
                        OPERATOR + ".lookout..", // how far a policy has spread
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
                .resideInAPackage(OPERATOR + ".status..")
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

    private static DescribedPredicate<JavaClass> in(String name) {
        return describe("in " + name, type -> type.getPackageName().equals(name));
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
