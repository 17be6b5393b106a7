package org.podium.pipeline.competition;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;
import org.podium.augment.ImageSize;
import org.podium.pipeline.competition.Competition.Submission.Kind;
import org.podium.pipeline.error.UserError;
import org.podium.pipeline.image.MaskCoding;
import org.podium.pipeline.image.MaskFile;

/** The true masks of the test rows, for {@code podium score} only. */
public interface MaskSolution {
    /**
     * The mask of a test row.
     *
     * @param size of its image
     * @return the class index of each pixel, row-major; {@link MaskCoding#IGNORED} where it has none
     * @throws UserError if it cannot be read, is of another size, or a pixel is of no class that is known, or of two
     */
    byte[] mask(int testRow, ImageSize size);

    /**
     * Reads a folder of masks, named as those of training rows that lie in a folder; or a table of run-length encoded
     * masks, like the submission, which may have other columns and lines besides.
     *
     * @param solution folder or file
     * @param competitionFolder the folder of {@code competition.yaml}
     * @throws UserError if there is none, it has no mask for a test row, or it is a table where the submission is none
     */
    static MaskSolution read(Path solution, Competition competition, Path competitionFolder, CompetitionData data) {
        if (Files.isDirectory(solution)) {
            List<Path> files = files(solution, competition, competitionFolder, data.test());
            MaskCoding coding = competition.coding();
            return (row, size) -> {
                try (Mat mask = MaskFile.read(files.get(row), coding)) {
                    return MaskBytes.of(mask, size, files.get(row).toString());
                } catch (IOException e) {
                    throw new UserError(e.getMessage(), e);
                }
            };
        }
        if (!Files.exists(solution)) {
            throw new UserError(solution + ": no such file or folder");
        }
        if (competition.submission().kind() != Kind.RLE) {
            throw new UserError(solution + ": no folder, expected one with the masks of the test rows");
        }
        RleFormat format =
                RleFormat.of(competition, competitionFolder, data.test().ids());
        return RleReader.amongOthers(solution, solution.toString(), format)::mask;
    }

    private static List<Path> files(Path folder, Competition competition, Path competitionFolder, Rows test) {
        String images =
                competition.test().folder().orElse(competition.test().prefix().replaceFirst("[^/]*$", ""));
        Path root = DataFolder.of(competition, competitionFolder).within(images);
        String suffix = competition
                .train()
                .masks()
                .flatMap(masks -> competition.train().maskSuffix())
                .orElse(MaskFolder.SUFFIX);
        List<Path> files = new ArrayList<>();
        Findings findings = new Findings();
        for (int row = 0; row < test.size(); row++) {
            Path image = test.images().get(row);
            Path path = image.startsWith(root) ? root.relativize(image) : image.getFileName();
            String stem = SourceReader.stem(image.getFileName().toString());
            Path mask = folder.resolve(path).resolveSibling(stem + suffix);
            if (!Files.isRegularFile(mask)) {
                findings.add(
                        "no mask",
                        mask + ": no such file, expected the mask of the test row '"
                                + test.ids().get(row) + "'");
            }
            files.add(mask);
        }
        findings.throwIfAny();
        return files;
    }
}
