package dev.tradespace.app;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.List;

/** Who may know whom. The Maven graph says the same of modules; these rules say it of packages, and of libraries. */
@AnalyzeClasses(packages = "dev.tradespace", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureRulesTest {
    private static final String ROOT = "dev.tradespace.";

    /** Without this a rule about a module that is not on the class path would hold by itself. */
    @ArchTest
    static void everyModuleIsLookedAt(JavaClasses all) {
        for (String module : List.of(
                "api",
                "core",
                "onnx",
                "plugins.inception",
                "plugins.resnet",
                "plugins.mobilenet",
                "plugins.efficientnet",
                "plugins.vit",
                "search",
                "devices",
                "quantization",
                "hardware",
                "results",
                "server",
                "app")) {
            assertTrue(
                    all.stream().map(JavaClass::getPackageName).anyMatch(name -> (name + ".")
                            .startsWith(ROOT + module + ".")),
                    "no class of " + module + " was found");
        }
    }

    @ArchTest
    static final ArchRule apiKnowsOnlyJava = classes()
            .that()
            .resideInAPackage("dev.tradespace.api..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("dev.tradespace.api..", "java..", "org.jspecify..");

    @ArchTest
    static final ArchRule pluginsKnowOnlyTheApi = classes()
            .that()
            .resideInAPackage("dev.tradespace.plugins..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("dev.tradespace.plugins..", "dev.tradespace.api..", "java..", "org.jspecify..");

    @ArchTest
    static final ArchRule noPluginKnowsAnother = SlicesRuleDefinition.slices()
            .matching("dev.tradespace.plugins.(*)..")
            .should()
            .notDependOnEachOther();

    @ArchTest
    static final ArchRule nothingIsCompiledAgainstAPlugin = noClasses()
            .that()
            .resideOutsideOfPackage("dev.tradespace.plugins..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.tradespace.plugins..");

    /** What is not drawn in docs/architecture.md is not allowed. */
    @ArchTest
    static final ArchRule aModuleKnowsOnlyWhatIsDrawn = classes()
            .that()
            .resideInAPackage("dev.tradespace..")
            .should(new ArchCondition<JavaClass>("depend on modules that docs/architecture.md lets it know") {
                private final ArchitecturePage page = ArchitecturePage.read();

                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                        String to = dependency
                                .getTargetClass()
                                .getBaseComponentType()
                                .getPackageName();
                        if (to.startsWith(ROOT)
                                && !module(to).equals(module(type.getPackageName()))
                                && !page.allows(module(type.getPackageName()), module(to))) {
                            events.add(SimpleConditionEvent.violated(type, dependency.getDescription()));
                        }
                    }
                }
            });

    /** Scoring reads prepared images; how a network is trained is nothing to a worker that measures. */
    @ArchTest
    static final ArchRule hardwareKnowsOnlyTheDataAndTheScoresOfTraining = noClasses()
            .that()
            .resideInAPackage("dev.tradespace.hardware..")
            .should()
            .dependOnClassesThat(resideInAPackage("dev.tradespace.training..")
                    .and(not(resideInAnyPackage("dev.tradespace.training.data..", "dev.tradespace.training.score.."))));

    /** The module of a package: {@code dev.tradespace.hardware.worker} is in {@code hardware-profiles}. */
    private static String module(String packageName) {
        String[] parts = packageName.substring(ROOT.length()).split("\\.");
        return switch (parts[0]) {
            case "plugins" -> parts[1];
            case "hardware" -> "hardware-profiles";
            case "training" -> parts.length > 1 && parts[1].equals("dl4j") ? "training-dl4j" : "training";
            default -> parts[0];
        };
    }

    @ArchTest
    static final ArchRule vertxLivesInTheServer = noClasses()
            .that()
            .resideOutsideOfPackages("dev.tradespace.server..", "dev.tradespace.app..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.vertx..");

    @ArchTest
    static final ArchRule oneClassTouchesTheBus = noClasses()
            .that()
            .resideOutsideOfPackage("dev.tradespace.server.bus..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.vertx.core.eventbus..");

    @ArchTest
    static final ArchRule sqlLivesInResults = noClasses()
            .that()
            .resideOutsideOfPackage("dev.tradespace.results..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "org.jdbi..");

    @ArchTest
    static final ArchRule noRuntimeIsKnownToThePlatform = noClasses()
            .that()
            .resideInAPackage("dev.tradespace..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.tradespace.runtimes..",
                    "ai.onnxruntime..",
                    "org.nd4j..",
                    "org.deeplearning4j..",
                    "org.bytedeco..");

    /** So that those of killed processes can be told and removed. */
    @ArchTest
    static final ArchRule temporaryFilesAreMadeInOnePlace = noClasses()
            .that()
            .resideOutsideOfPackage("dev.tradespace.core.file..")
            .and()
            // H2's own file system, whose temporary files H2 itself looks after.
            .haveNameNotMatching(".*\\.EncodedFilePath(\\$.*)?")
            .should()
            .callMethodWhere(new DescribedPredicate<JavaMethodCall>("a temporary file of the system's is made") {
                @Override
                public boolean test(JavaMethodCall call) {
                    return call.getName().startsWith("createTemp");
                }
            });

    @ArchTest
    static final ArchRule packagesAreFreeOfCycles = SlicesRuleDefinition.slices()
            .matching("dev.tradespace.(**)")
            .should()
            .beFreeOfCycles();

    /** Commands know what they are given, never the root command. */
    @ArchTest
    static final ArchRule filesOfTheCommandLineAreFreeOfCycles = SlicesRuleDefinition.slices()
            .assignedFrom(new SliceAssignment() {
                @Override
                public SliceIdentifier getIdentifierOf(JavaClass type) {
                    return type.getPackageName().startsWith(ROOT + "app")
                            ? SliceIdentifier.of(type.getName().replaceFirst("\\$.*", ""))
                            : SliceIdentifier.ignore();
                }

                @Override
                public String getDescription() {
                    return "files of the app module";
                }
            })
            .should()
            .beFreeOfCycles();

    @ArchTest
    static final ArchRule namesSayWhatDiffers = noClasses()
            .should()
            .haveNameMatching(".*(Impl|Manager|Helper|Utils?)")
            .orShould()
            .haveNameMatching(".*\\.(Abstract|Base|Default)[A-Z][A-Za-z]*");

    @ArchTest
    static final ArchRule nobodyPrintsButTheProgram = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "dev.tradespace.app..", "dev.tradespace.hardware.worker..", "dev.tradespace.bench..")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err");
}
