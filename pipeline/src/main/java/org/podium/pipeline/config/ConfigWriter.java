package org.podium.pipeline.config;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/** Writes configuration records as YAML, every default written out; reading the text gives an equal record. */
public final class ConfigWriter {
    /** Texts that YAML, or a person, takes for nothing or for a truth value. */
    private static final Set<String> QUOTED = Set.of("", "~", "null", "yes", "no", "on", "off");

    private final Variants variants;
    private final Resolver resolver = new Resolver();

    public ConfigWriter(Variants variants) {
        this.variants = variants;
    }

    public String write(Record config) {
        DumperOptions options = new DumperOptions();
        options.setSplitLines(false);
        options.setAllowUnicode(true);
        StringWriter text = new StringWriter();
        new Yaml(options).serialize(node(config), text);
        return text.toString();
    }

    private Node node(Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.map(this::present).orElseGet(() -> scalar("none", ScalarStyle.PLAIN));
        }
        if (value instanceof List<?> list) {
            return sequence(list);
        }
        if (value instanceof Record record) {
            return record(record);
        }
        if (value instanceof Enum<?> constant) {
            return scalar(Kebab.of(constant), ScalarStyle.PLAIN);
        }
        if (value instanceof String text) {
            return scalar(text, isPlain(text) ? ScalarStyle.PLAIN : ScalarStyle.DOUBLE_QUOTED);
        }
        return scalar(value.toString(), ScalarStyle.PLAIN);
    }

    /** What an optional holds; a text that would be read as an empty one is quoted. */
    private Node present(Object value) {
        return value instanceof String text && Binder.EMPTY.contains(text)
                ? scalar(text, ScalarStyle.DOUBLE_QUOTED)
                : node(value);
    }

    private Node record(Record record) {
        Map<String, Object> values = Records.values(record);
        Optional<String> name = variants.nameOf(record.getClass());
        if (name.isEmpty()) {
            boolean asList = Records.positional(record.getClass()) && values.size() > 1;
            return asList ? sequence(List.copyOf(values.values())) : content(record, values);
        }
        return values.isEmpty()
                ? scalar(name.get(), ScalarStyle.PLAIN)
                : mapping(List.of(entry(name.get(), content(record, values))));
    }

    /** A mapping, or the only value where it may stand alone. */
    private Node content(Record record, Map<String, Object> values) {
        if (values.size() == 1 && Records.shorthand(record.getClass()).isPresent()) {
            return node(values.values().iterator().next());
        }
        List<NodeTuple> entries = new ArrayList<>();
        values.forEach((name, value) -> entries.add(entry(Kebab.of(name), node(value))));
        return mapping(entries);
    }

    private Node sequence(List<?> values) {
        List<Node> items = values.stream().map(this::node).toList();
        boolean flat = items.stream().allMatch(ScalarNode.class::isInstance);
        return new SequenceNode(Tag.SEQ, true, items, null, null, flat ? FlowStyle.FLOW : FlowStyle.BLOCK);
    }

    private static Node mapping(List<NodeTuple> entries) {
        return new MappingNode(
                Tag.MAP, true, entries, null, null, entries.isEmpty() ? FlowStyle.FLOW : FlowStyle.BLOCK);
    }

    private NodeTuple entry(String key, Node value) {
        return new NodeTuple(scalar(key, ScalarStyle.PLAIN), value);
    }

    /** Carries the tag that the text resolves to by itself, so that none is written. */
    private Node scalar(String text, ScalarStyle style) {
        Tag tag = style == ScalarStyle.PLAIN ? resolver.resolve(NodeId.scalar, text, true) : Tag.STR;
        return new ScalarNode(tag, text, null, null, style);
    }

    /** Whether a text needs no quotes: YAML resolves it to text anyway. */
    private boolean isPlain(String text) {
        return !QUOTED.contains(text) && resolver.resolve(NodeId.scalar, text, true) == Tag.STR;
    }
}
