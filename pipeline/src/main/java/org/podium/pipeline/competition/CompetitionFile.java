package org.podium.pipeline.competition;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.podium.pipeline.config.Binder;
import org.podium.pipeline.config.ConfigWriter;
import org.podium.pipeline.config.Overrides;
import org.podium.pipeline.config.Problems;
import org.podium.pipeline.config.Schemas;
import org.podium.pipeline.config.Structure;
import org.podium.pipeline.config.Tree;
import org.podium.pipeline.config.Variants;
import org.podium.pipeline.config.YamlReader;
import org.podium.pipeline.error.UserError;

/** Reads and writes {@code competition.yaml}. */
public final class CompetitionFile {
    private CompetitionFile() {}

    /**
     * Reads a competition; one without a name takes its folder's.
     *
     * @param settings {@code key=value} each, laid over the file
     * @throws UserError with all problems, one a line
     */
    public static Competition read(Path file, List<String> settings) {
        Problems problems = new Problems();
        Tree.Mapping tree = Overrides.apply(
                YamlReader.read(file, problems), settings, Structure.of(Competition.class, Variants.NONE), problems);
        Path folder = file.toAbsolutePath().normalize().getParent().getFileName();
        String name = folder == null ? "competition" : folder.toString().toLowerCase(Locale.ROOT);
        return new Binder(Variants.NONE, problems)
                .bind(tree.withDefault("name", name.replaceAll("[^a-z0-9._-]+", "-")), Competition.class);
    }

    /** The YAML of a competition, every default written out. */
    public static String write(Competition competition) {
        return new ConfigWriter(Variants.NONE).write(competition);
    }

    /** JSON Schema of the file, for editors. */
    public static ObjectNode schema() {
        ObjectNode schema = new Schemas(Variants.NONE).document(Competition.class, "podium competition");
        schema.withArray("required").removeIf(key -> key.asText().equals("name")); // the folder's name, if missing
        return schema;
    }
}
