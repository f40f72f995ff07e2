package chat.parley.web.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "chat.parley", importOptions = ImportOption.DoNotIncludeTests.class)
class ModulesTest {

    @ArchTest
    static final ArchRule dependenciesPointOneWay =
            layeredArchitecture()
                    .consideringOnlyDependenciesInLayers()
                    .layer("api")
                    .definedBy("chat.parley.api..")
                    .layer("log")
                    .definedBy("chat.parley.log..")
                    .layer("command")
                    .definedBy("chat.parley.command..")
                    .layer("query")
                    .definedBy("chat.parley.query..")
                    .layer("web")
                    .definedBy("chat.parley.web..")
                    .whereLayer("web")
                    .mayNotBeAccessedByAnyLayer()
                    .whereLayer("command")
                    .mayOnlyBeAccessedByLayers("web")
                    .whereLayer("query")
                    .mayOnlyBeAccessedByLayers("web")
                    .whereLayer("log")
                    .mayOnlyBeAccessedByLayers("command", "query", "web");

    @ArchTest
    static final ArchRule readModelsDoNotKnowEachOther =
            noClasses()
                    .that()
                    .resideInAPackage("chat.parley.query.conversation..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("chat.parley.query.inbox..")
                    .orShould()
                    .dependOnClassesThat()
                    .resideInAPackage("chat.parley.query.push..");

    @ArchTest
    static final ArchRule packagesFormNoCircle =
            slices().matching("chat.parley.(*).(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule theVocabularyKnowsNoSpring =
            noClasses()
                    .that()
                    .resideInAPackage("chat.parley.api..")
                    .should()
                    .dependOnClassesThat(resideInAnyPackage("org.springframework..", "jakarta.."));

    @ArchTest
    static final ArchRule onlyTheEdgeKnowsHttp =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("chat.parley.web..")
                    .should()
                    .dependOnClassesThat(
                            resideInAnyPackage(
                                    "jakarta.servlet..",
                                    "org.springframework.http..",
                                    "org.springframework.web.socket.."));

    @ArchTest
    static final ArchRule namesSayWhatAClassIsFor =
            classes().should().haveNameNotMatching(".*(Util|Utils|Helper|Manager|Impl|Common)$");
}
