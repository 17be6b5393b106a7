package org.podium.pipeline.competition;

import java.nio.file.Path;
import java.util.List;
import org.podium.pipeline.config.Binder;
import org.podium.pipeline.config.ConfigWriter;
import org.podium.pipeline.config.Overrides;
import org.podium.pipeline.config.Problems;
import org.podium.pipeline.config.Structure;
import org.podium.pipeline.config.Tree;
import org.podium.pipeline.config.YamlReader;

/** Reads and writes the configuration of {@code podium pretrain}. */
public final class PretrainingFile {
    private static final String MODEL = "model";

    private PretrainingFile() {}

    /**
     * Reads a configuration; paths in it become absolute.
     *
     * @param settings {@code key=value} each, laid over the file
     * @throws org.podium.pipeline.error.UserError with all problems, one a line
     */
    public static Pretraining read(Path file, List<String> settings) {
        Problems problems = new Problems();
        Tree.Mapping tree = Overrides.apply(
                YamlReader.read(file, problems),
                settings,
                Structure.of(Pretraining.class, RecipeFile.VARIANTS),
                problems);
        return new Binder(RecipeFile.VARIANTS, problems)
                .bind(nameModel(tree), Pretraining.class)
                .from(file.toAbsolutePath().getParent());
    }

    /** A model without a name takes its network's. */
    private static Tree.Mapping nameModel(Tree.Mapping tree) {
        if (tree.get(MODEL).orElse(null) instanceof Tree.Mapping model
                && model.get("network").orElse(null) instanceof Tree.Scalar network) {
            return tree.with(MODEL, model.withDefault("name", network.text()));
        }
        return tree;
    }

    /** The YAML of a configuration, every default written out. */
    public static String write(Pretraining pretraining) {
        return new ConfigWriter(RecipeFile.VARIANTS).write(pretraining);
    }
}
