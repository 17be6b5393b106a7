package org.podium.pipeline.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.podium.pipeline.error.UserError;

/** Command-line overrides such as {@code models[0].lr=3e-4}, laid over a tree before it is bound. */
public final class Overrides {
    private static final Pattern STEP = Pattern.compile("\\G(?:(?:^|\\.)([^.\\[\\]]+)|\\[(\\d{1,9})\\])");

    private Overrides() {}

    /** A mapping of settings alone, as {@link #apply} lays over one. */
    public static Tree.Mapping of(List<String> settings, Structure structure, Problems problems) {
        return apply(new Tree.Mapping(new Place("settings", 0, ""), Map.of()), settings, structure, problems);
    }

    /**
     * Sets values; mappings on the way are made where they are missing, list entries are not. A value below a choice by
     * name, such as {@code optimizer.sgd.momentum=0.8}, makes that choice if it is another one.
     *
     * @param settings {@code key=value} each, the value in YAML
     * @param structure of the tree
     * @throws UserError if a setting has another form or its key leads nowhere
     */
    public static Tree.Mapping apply(Tree.Mapping root, List<String> settings, Structure structure, Problems problems) {
        Tree result = root;
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            String option = "--set " + setting;
            if (equals < 1) {
                throw new UserError(option + ": expected key=value");
            }
            String key = setting.substring(0, equals).strip();
            Tree value = YamlReader.parse(setting.substring(equals + 1), new Place(option, 0, key), problems);
            result = set(result, structure, steps(key, option), value, new Place(option, 0, ""));
        }
        return (Tree.Mapping) result;
    }

    /** {@code models[0].lr} to {@code models}, {@code 0}, {@code lr}: keys as texts, indices as numbers. */
    private static List<Object> steps(String key, String option) {
        List<Object> steps = new ArrayList<>();
        Matcher matcher = STEP.matcher(key);
        int end = 0;
        while (matcher.find()) {
            end = matcher.end();
            steps.add(matcher.group(1) != null ? matcher.group(1) : (Object) Integer.valueOf(matcher.group(2)));
        }
        if (end < key.length() || steps.get(0) instanceof Integer) {
            throw new UserError(option + ": '" + key + "', expected a key such as folds.k or models[0].lr");
        }
        return steps;
    }

    /** @param at the option, and the path so far */
    private static Tree set(Tree tree, Structure structure, List<Object> steps, Tree value, Place at) {
        if (steps.isEmpty()) {
            return value;
        }
        List<Object> rest = steps.subList(1, steps.size());
        if (steps.get(0) instanceof String key) {
            Tree.Mapping mapping = structure
                    .inFull(tree)
                    .orElseThrow(() -> new UserError(at + ": " + tree.describe() + ", it has no key '" + key + "'"));
            Place place = at.key(key);
            Tree child = mapping.get(key).orElseGet(() -> new Tree.Mapping(place, Map.of()));
            Tree changed = set(child, structure.at(key), rest, value, place);
            return structure.isChoice()
                    ? new Tree.Mapping(mapping.place(), Map.of(key, changed))
                    : mapping.with(key, changed);
        }
        int index = (Integer) steps.get(0);
        if (!(tree instanceof Tree.Sequence sequence)) {
            throw new UserError(at + ": not a list in the file, set it as a whole: " + at.path() + "=[...]");
        }
        if (index >= sequence.items().size()) {
            throw new UserError(at + ": has " + sequence.items().size() + " entries, the first is [0]");
        }
        List<Tree> items = new ArrayList<>(sequence.items());
        items.set(index, set(items.get(index), structure.entry(), rest, value, at.index(index)));
        return new Tree.Sequence(sequence.place(), items);
    }
}
