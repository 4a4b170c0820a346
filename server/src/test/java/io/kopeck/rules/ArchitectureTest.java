package io.kopeck.rules;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import io.kopeck.KopeckApplication;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/** What package declarations cannot say. */
final class ArchitectureTest {

    private static final Set<String> MAIN = MainSources.typeNames();
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .importPackages("io.kopeck")
            .that(DescribedPredicate.describe("are main code, not generated", type ->
                    MAIN.contains(type.getName().replaceFirst("\\$.*", "")) && !type.getSimpleName().equals("package-info")));

    private static final DescribedPredicate<JavaClass> TECHNIQUE = resideInAnyPackage(
            "org.springframework..", "org.jooq..", "tools.jackson..", "com.fasterxml.jackson..", "java.sql..", "javax.sql..",
            "java.net.http..", "java.io..", "java.nio..", "org.slf4j..");

    @Test
    void theCoreIsPlainJava() {
        check(noClasses().that().resideInAPackage("..internal.core..")
                .should().dependOnClassesThat(TECHNIQUE.or(belongToAnyOf(Clock.class, java.util.Random.class)))
                .because("the core takes values and an Instant and returns values"));
    }

    @Test
    void theKernelIsPlainJava() {
        check(noClasses().that().resideInAPackage("io.kopeck.kernel..")
                .should().dependOnClassesThat(TECHNIQUE.or(belongToAnyOf(Clock.class)))
                .because("every module stands on it"));
    }

    @Test
    void providersAreTranslatorsWithoutADatabase() {
        check(noClasses().that().resideInAPackage("io.kopeck.payments.providers..")
                .should().dependOnClassesThat(resideInAnyPackage(
                        "org.jooq..", "java.sql..", "javax.sql..", "org.springframework.transaction..", "org.springframework.jdbc.."))
                .because("no transaction is open while an acquirer is called"));
    }

    @Test
    void onlyThePlatformCallsOthersOverHttp() {
        check(noClasses().that().resideOutsideOfPackages("io.kopeck.platform.http..", "io.kopeck.bench..", "io.kopeck.chaos..")
                .should().dependOnClassesThat(belongToAnyOf(java.net.http.HttpClient.class, java.net.HttpURLConnection.class)
                        .or(resideInAnyPackage("org.springframework.web.client..", "org.springframework.web.reactive..")))
                .because("OutboundHttp refuses to run inside a transaction; benchmarks and chaos stand outside of the server"));
    }

    @Test
    void transactionsAreVisibleBlocks() {
        check(methods().that().areDeclaredInClassesThat().resideInAPackage("io.kopeck..")
                .should().notBeAnnotatedWith("org.springframework.transaction.annotation.Transactional")
                .because("tx.execute(…) shows where a transaction begins and ends"));
        check(classes().should().notBeAnnotatedWith("org.springframework.transaction.annotation.Transactional"));
    }

    @Test
    void nothingIsInjectedIntoFields() {
        check(noFields().should().beAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
                .orShould().beAnnotatedWith("org.springframework.beans.factory.annotation.Value")
                .because("constructors take what a class needs"));
    }

    @Test
    void optionalIsAnAnswerOnly() {
        check(noFields().should().haveRawType(Optional.class).because("a field or a component that may be missing is @Nullable"));
    }

    @Test
    void onlyTheOwnerSeesItsTables() {
        for (var module : ApplicationModules.of(KopeckApplication.class)) {
            var owner = module.getBasePackage().getName();
            check(noClasses().that().resideOutsideOfPackage(owner + "..")
                    .should().dependOnClassesThat(resideInAnyPackage(owner + ".internal.db.."))
                    .because("a schema belongs to its module"));
        }
    }

    private static void check(ArchRule rule) {
        rule.check(CLASSES);
    }
}
