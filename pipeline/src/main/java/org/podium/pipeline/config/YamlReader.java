package org.podium.pipeline.config;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.podium.pipeline.error.UserError;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * YAML text to a {@link Tree}. Only SnakeYAML's parser is used, never its object construction; size, nesting and aliases
 * are bounded and tags refused, so a file from a stranger can do no harm.
 */
public final class YamlReader {
    private static final int MAX_BYTES = 1 << 20;
    private static final int MAX_DEPTH = 32;
    private static final int MAX_ALIASES = 16;
    private static final Set<Tag> PLAIN_TAGS =
            Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.TIMESTAMP, Tag.MERGE, Tag.MAP, Tag.SEQ);

    private final Problems problems;

    private YamlReader(Problems problems) {
        this.problems = problems;
    }

    /**
     * Reads a file whose root is a mapping; an empty file is an empty mapping.
     *
     * @param problems takes duplicate keys and the like; the tree then holds the first value
     * @throws UserError if the file cannot be read or is no YAML mapping
     */
    public static Tree.Mapping read(Path file, Problems problems) {
        String text;
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new UserError(file + ": larger than 1 MiB, expected a configuration file");
            }
            text = Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new UserError(file + ": no such file", e);
        } catch (CharacterCodingException e) {
            throw new UserError(file + ": not UTF-8 text", e);
        } catch (IOException e) {
            throw new UserError(file + ": cannot be read: " + e.getMessage(), e);
        }
        Place root = new Place(file.toString(), 1, "");
        Tree tree = parse(text, root, problems);
        if (tree instanceof Tree.Scalar scalar && scalar.isNull()) {
            return new Tree.Mapping(root, Map.of());
        }
        if (tree instanceof Tree.Mapping mapping) {
            return mapping;
        }
        throw new UserError(tree.place() + ": " + tree.describe() + ", expected keys and values");
    }

    /**
     * Parses a text that stands at a place.
     *
     * @throws UserError if it is no YAML
     */
    static Tree parse(String text, Place place, Problems problems) {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(MAX_ALIASES);
        options.setNestingDepthLimit(MAX_DEPTH);
        try {
            Node node = new Yaml(new SafeConstructor(options)).compose(new StringReader(text));
            return node == null
                    ? new Tree.Scalar(place, "", false)
                    : new YamlReader(problems).tree(node, place.onLine(line(node)), 0);
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null
                    ? place.line()
                    : e.getProblemMark().getLine() + 1;
            throw new UserError(place.onLine(line) + ": not valid YAML: " + e.getProblem(), e);
        } catch (YAMLException e) {
            throw new UserError(place + ": not valid YAML: " + e.getMessage(), e);
        }
    }

    private Tree tree(Node node, Place place, int depth) {
        if (depth > MAX_DEPTH) { // an alias within its own anchor
            throw new UserError(place + ": nested too deeply");
        }
        if (!PLAIN_TAGS.contains(node.getTag())) {
            problems.add(place, "the tag " + node.getTag() + " is not allowed");
        }
        if (node instanceof SequenceNode sequence) {
            List<Tree> items = new ArrayList<>();
            for (Node item : sequence.getValue()) {
                items.add(tree(item, place.index(items.size()).onLine(line(item)), depth + 1));
            }
            return new Tree.Sequence(place, items);
        }
        if (node instanceof MappingNode mapping) {
            return mapping(mapping, place, depth);
        }
        ScalarNode scalar = (ScalarNode) node;
        return new Tree.Scalar(place, scalar.getValue(), scalar.getScalarStyle() != ScalarStyle.PLAIN);
    }

    private Tree.Mapping mapping(MappingNode node, Place place, int depth) {
        Map<String, Tree> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : node.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                problems.add(place.onLine(line(tuple.getKeyNode())), "a key is no plain text");
                continue;
            }
            Place at = place.key(key.getValue()).onLine(line(key));
            Tree value = tree(tuple.getValueNode(), at, depth + 1);
            Tree first = entries.putIfAbsent(key.getValue(), value);
            if (first != null) {
                problems.add(
                        at,
                        "duplicate key"
                                + (first.place().line() == 0
                                        ? ""
                                        : ", first on line " + first.place().line()));
            }
        }
        return new Tree.Mapping(place, entries);
    }

    private static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }
}
