package org.podium.pipeline.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * JSON Schema (draft 2020-12) of configuration records, for editors: keys, types, enums, defaults. It says what the
 * {@link Binder} accepts but for ranges and relations between keys, which only the records know. A choice by name stands
 * once, under {@code $defs}, and is referred to from wherever it is made: it may hold others of its kind.
 */
public final class Schemas {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Variants variants;

    public Schemas(Variants variants) {
        this.variants = variants;
    }

    /** The schema of a document with this record at its root. */
    public ObjectNode document(Class<? extends Record> type, String title) {
        ObjectNode schema = JSON.objectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", title);
        schema.setAll(record(type));
        variants.byType().keySet().stream()
                .sorted(Comparator.comparing(Class::getSimpleName))
                .forEach(choice -> schema.withObject("$defs").set(choice.getSimpleName(), variant(choice)));
        return schema;
    }

    /** The schema of a record within a {@link #document}, which holds what it refers to. */
    public ObjectNode record(Class<?> type) {
        ObjectNode schema = typed("object");
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = JSON.arrayNode();
        Map<String, Object> defaults = Records.defaults(type);
        for (RecordComponent component : Records.components(type)) {
            String key = Kebab.of(component.getName());
            ObjectNode property = of(component.getGenericType());
            Object value = defaults.get(component.getName());
            if (value != null) {
                property.set("default", json(value));
            } else if (component.getType() != Optional.class) {
                required.add(key);
            }
            properties.set(key, property);
        }
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        schema.put("additionalProperties", false);
        List<ObjectNode> forms = new ArrayList<>(List.of(schema));
        if (Records.positional(type)) {
            forms.add(tuple(type));
        }
        Records.shorthand(type).map(first -> of(first.getGenericType())).ifPresent(forms::add);
        return forms.size() == 1 ? schema : anyOf(forms);
    }

    private ObjectNode of(Type type) {
        if (type instanceof ParameterizedType generic) {
            ObjectNode argument = of(generic.getActualTypeArguments()[0]);
            if (generic.getRawType() == List.class) {
                ObjectNode list = typed("array");
                list.set("items", argument);
                return list;
            }
            ObjectNode empty = JSON.objectNode();
            empty.putArray("enum").add("auto").add("none").addNull();
            return anyOf(List.of(argument, empty));
        }
        Class<?> raw = (Class<?>) type;
        if (variants.of(raw).isPresent()) {
            return JSON.objectNode().put("$ref", "#/$defs/" + raw.getSimpleName());
        }
        return raw.isRecord() ? record(raw) : scalar(raw);
    }

    private ObjectNode variant(Class<?> choice) {
        Map<String, Class<? extends Record>> names =
                new TreeMap<>(variants.of(choice).orElseThrow());
        ObjectNode bare = JSON.objectNode();
        names.keySet().forEach(bare.putArray("enum")::add);
        ObjectNode tagged = typed("object");
        ObjectNode properties = tagged.putObject("properties");
        names.forEach((name, type) -> properties.set(name, record(type)));
        tagged.put("additionalProperties", false).put("minProperties", 1).put("maxProperties", 1);
        return anyOf(List.of(bare, tagged));
    }

    private static ObjectNode tuple(Class<?> type) {
        ObjectNode tuple = typed("array");
        ArrayNode items = tuple.putArray("prefixItems");
        Records.components(type).forEach(component -> items.add(scalar(component.getType())));
        return tuple.put("items", false).put("minItems", items.size());
    }

    private static ObjectNode scalar(Class<?> type) {
        if (type.isEnum()) {
            ObjectNode schema = JSON.objectNode();
            ArrayNode names = schema.putArray("enum");
            for (Object constant : type.getEnumConstants()) {
                names.add(Kebab.of((Enum<?>) constant));
            }
            return schema;
        }
        if (type == String.class) { // the binder takes a bare number or truth value as text
            ObjectNode schema = JSON.objectNode();
            schema.putArray("type").add("string").add("number").add("boolean");
            return schema;
        }
        if (type == boolean.class || type == Boolean.class) {
            return typed("boolean");
        }
        return typed(type == double.class || type == Double.class ? "number" : "integer");
    }

    private JsonNode json(Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.map(this::json).orElse(JSON.nullNode());
        }
        if (value instanceof List<?> list) {
            ArrayNode array = JSON.arrayNode();
            list.forEach(item -> array.add(json(item)));
            return array;
        }
        if (value instanceof Record record) {
            ObjectNode object = JSON.objectNode();
            Records.values(record).forEach((name, component) -> object.set(Kebab.of(name), json(component)));
            return variants.nameOf(record.getClass())
                    .map(name -> JSON.objectNode().<ObjectNode>set(name, object))
                    .orElse(object);
        }
        if (value instanceof Enum<?> constant) {
            return JSON.textNode(Kebab.of(constant));
        }
        return MAPPER.valueToTree(value);
    }

    private static ObjectNode anyOf(List<ObjectNode> alternatives) {
        ObjectNode schema = JSON.objectNode();
        schema.putArray("anyOf").addAll(alternatives);
        return schema;
    }

    private static ObjectNode typed(String type) {
        return JSON.objectNode().put("type", type);
    }
}
