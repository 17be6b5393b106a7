package org.podium.pipeline.stage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.podium.augment.ImageSize;
import org.podium.ensemble.MaskMetric;
import org.podium.ensemble.MaskMetrics;
import org.podium.ensemble.PixelConfusion;
import org.podium.pipeline.competition.Competition;
import org.podium.pipeline.competition.CompetitionData;
import org.podium.pipeline.competition.MaskSolution;
import org.podium.pipeline.competition.MaskSubmissionFormat;
import org.podium.pipeline.competition.MaskSubmissionReader;
import org.podium.pipeline.competition.RunConfig;
import org.podium.pipeline.error.UserError;
import org.podium.pipeline.image.ImageFacts;
import org.podium.pipeline.image.ImageLook;
import org.podium.pipeline.image.MaskFile;
import org.podium.pipeline.run.RunFolder;

/** Scores submitted masks when the true ones are known. */
public final class MaskScoring {
    private final RunConfig config;
    private final MaskSolution solution;
    private final List<ImageFacts> facts;

    private MaskScoring(RunConfig config, MaskSolution solution, List<ImageFacts> facts) {
        this.config = config;
        this.solution = solution;
        this.facts = facts;
    }

    /** Reads the submission's file, not what it was made of. */
    static Scores.SolutionScore score(RunFolder run, RunConfig config, Path solutionPath) throws IOException {
        Competition competition = config.competition();
        Path competitionFolder = Path.of(config.competitionFolder());
        CompetitionData data = CompetitionData.load(competition, competitionFolder);
        MaskSubmissionFormat format = MaskSubmissionFormat.of(competition, competitionFolder, data);
        Path submission = Scoring.submission(run, competition.submission().fileName());
        MaskScoring scoring = new MaskScoring(
                config,
                MaskSolution.read(solutionPath, competition, competitionFolder, data),
                LookTable.test(run).looks().stream().map(ImageLook::facts).toList());
        MaskMetric metric = MaskMetrics.named(competition.metric());
        double score;
        try (MaskSubmissionReader reader = MaskSubmissionReader.open(submission, submission.toString(), format)) {
            PixelConfusion confusion = scoring.confusion(reader::mask);
            if (confusion.pixels() == 0) {
                throw new UserError(
                        solutionPath + ": no mask has a pixel whose class is known, so nothing can be scored;"
                                + " compare it with the class table");
            }
            score = metric.score(confusion);
        }
        return new Scores.SolutionScore(
                solutionPath.getFileName().toString(),
                metric.name(),
                score,
                scoring.facts.size(),
                scoring.ofFolds(run, metric));
    }

    private interface Masks {
        byte[] of(int row, ImageSize size) throws IOException;
    }

    private PixelConfusion confusion(Masks masks) throws IOException {
        PixelConfusion confusion = new PixelConfusion(
                config.competition().classes().size(), config.competition().backgroundIndex());
        for (int row = 0; row < facts.size(); row++) {
            ImageSize size =
                    new ImageSize(facts.get(row).width(), facts.get(row).height());
            confusion.add(solution.mask(row, size), masks.of(row, size));
        }
        return confusion;
    }

    @SuppressWarnings("try") // the scope frees what is made inside it
    private List<Double> ofFolds(RunFolder run, MaskMetric metric) throws IOException {
        List<Double> scores = new ArrayList<>();
        try (TestMasks masks = TestMasks.open(config, run)) {
            for (int fold : masks.allFolds()) {
                scores.add(metric.score(confusion((row, size) -> {
                    try (PointerScope scope = new PointerScope()) {
                        return MaskFile.bytes(masks.of(row, new int[] {fold}));
                    }
                })));
            }
        }
        return scores;
    }
}
