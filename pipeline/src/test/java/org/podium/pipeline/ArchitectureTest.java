package org.podium.pipeline;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;
import org.podium.pipeline.competition.MaskSolution;
import org.podium.pipeline.competition.Solution;
import org.podium.pipeline.stage.MaskScoring;
import org.podium.pipeline.stage.Scoring;

/** Which way imports point. A rule that stands in the way of a good change is to be changed here, in the open. */
@AnalyzeClasses(packages = "org.podium", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    /** Each is a library that a stranger could take alone. */
    @ArchTest
    static final ArchRule librariesKnowNobody =
            slices().matching("org.podium.(folds|augment|ensemble)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule librariesDoNotKnowThePipeline = noClasses()
            .that()
            .resideInAnyPackage("org.podium.folds..", "org.podium.augment..", "org.podium.ensemble..")
            .should()
            .dependOnClassesThat(resideInAPackage("org.podium.pipeline.."));

    /** The packages that work with images and competitions, and others. */
    private static String[] workersAnd(String... others) {
        List<String> workers = List.of(
                "stage", "check", "duplicates", "preflight", "adversarial", "pretrain", "bench", "train", "predict");
        return Stream.concat(workers.stream(), Stream.of(others)).toArray(String[]::new);
    }

    /** Each package with those that may use it; nobody else may. */
    @ArchTest
    static final ArchRule importsPointOneWay = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("org.podium.pipeline..")
            .withOptionalLayers(true)
            .layer("cli")
            .definedBy("..pipeline.cli..")
            .layer("stage")
            .definedBy("..pipeline.stage..")
            .layer("pretrain")
            .definedBy("..pipeline.pretrain..")
            .layer("bench")
            .definedBy("..pipeline.bench..")
            .layer("check")
            .definedBy("..pipeline.check..")
            .layer("duplicates")
            .definedBy("..pipeline.duplicates..")
            .layer("preflight")
            .definedBy("..pipeline.preflight..")
            .layer("adversarial")
            .definedBy("..pipeline.adversarial..")
            .layer("report")
            .definedBy("..pipeline.report..")
            .layer("train")
            .definedBy("..pipeline.train..")
            .layer("predict")
            .definedBy("..pipeline.predict..")
            .layer("synthetic")
            .definedBy("..pipeline.synthetic..")
            .layer("network")
            .definedBy("..pipeline.network..")
            .layer("weights")
            .definedBy("..pipeline.weights..")
            .layer("image")
            .definedBy("..pipeline.image..")
            .layer("competition")
            .definedBy("..pipeline.competition..")
            .layer("config")
            .definedBy("..pipeline.config..")
            .layer("run")
            .definedBy("..pipeline.run..")
            .layer("error")
            .definedBy("..pipeline.error..")
            .whereLayer("cli")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("stage")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("pretrain")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("bench")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("check")
            .mayOnlyBeAccessedByLayers("cli", "stage", "duplicates", "preflight", "adversarial")
            .whereLayer("duplicates")
            .mayOnlyBeAccessedByLayers("stage")
            .whereLayer("preflight")
            .mayOnlyBeAccessedByLayers("stage")
            .whereLayer("adversarial")
            .mayOnlyBeAccessedByLayers("stage")
            .whereLayer("report")
            .mayOnlyBeAccessedByLayers("stage")
            .whereLayer("train")
            .mayOnlyBeAccessedByLayers("stage", "preflight", "pretrain", "bench")
            .whereLayer("predict")
            .mayOnlyBeAccessedByLayers("stage", "preflight", "pretrain", "bench", "train")
            .whereLayer("synthetic")
            .mayOnlyBeAccessedByLayers("cli", "stage", "pretrain", "bench")
            .whereLayer("weights")
            .mayOnlyBeAccessedByLayers("cli", "stage", "preflight", "pretrain", "bench", "train", "predict")
            .whereLayer("network")
            .mayOnlyBeAccessedByLayers("stage", "preflight", "pretrain", "bench", "train", "predict", "weights")
            .whereLayer("image")
            .mayOnlyBeAccessedByLayers(workersAnd("competition", "report"))
            .whereLayer("competition")
            .mayOnlyBeAccessedByLayers(workersAnd("cli", "network", "weights"))
            .whereLayer("config")
            .mayOnlyBeAccessedByLayers("cli", "stage", "competition", "weights")
            .whereLayer("run")
            .mayOnlyBeAccessedByLayers(workersAnd("cli", "weights", "image", "competition"))
            .ensureAllClassesAreContainedInArchitectureIgnoring(
                    "org.podium.folds..", "org.podium.augment..", "org.podium.ensemble..");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("org.podium.(**)").should().beFreeOfCycles();

    /** Tensors and the engine behind them. */
    @ArchTest
    static final ArchRule fewKnowTheEngine = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "..pipeline.network..",
                    "..pipeline.train..",
                    "..pipeline.stage..",
                    "..pipeline.preflight..",
                    "..pipeline.pretrain..",
                    "..pipeline.bench..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("ai.djl..");

    /** So that no stage reads the truth about the test rows. */
    @ArchTest
    static final ArchRule onlyScoringSeesTheSolution = classes()
            .that()
            .areAssignableTo(Solution.class)
            .or()
            .areAssignableTo(MaskSolution.class)
            .should()
            .onlyHaveDependentClassesThat()
            .belongToAnyOf(Solution.class, MaskSolution.class, Scoring.class, MaskScoring.class);

    /** And scoring is nobody's but the command's that asks for it. */
    @ArchTest
    static final ArchRule noStageScores = noClasses()
            .that()
            .resideInAPackage("..pipeline.stage..")
            .and()
            .doNotBelongToAnyOf(Scoring.class, MaskScoring.class)
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Scoring.class);
}
