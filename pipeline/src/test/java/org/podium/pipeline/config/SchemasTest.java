package org.podium.pipeline.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.podium.pipeline.competition.CompetitionFile;
import org.podium.pipeline.competition.RecipeFile;

class SchemasTest {
    private final JsonNode schema = new Schemas(Zoo.VARIANTS).document(Zoo.class, "zoo");

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text.replace('\'', '"'));
    }

    private JsonNode written(String pointer) throws IOException {
        return json(schema.at(pointer).toString());
    }

    @Test
    void aDocumentNamesItsDraftAndWhatIsRequired() throws IOException {
        assertThat(schema.get("$schema").asText()).isEqualTo("https://json-schema.org/draft/2020-12/schema");
        assertThat(schema.get("title").asText()).isEqualTo("zoo");
        assertThat(schema.get("type").asText()).isEqualTo("object");
        assertThat(schema.get("additionalProperties").asBoolean()).isFalse();
        assertThat(written("/required")).isEqualTo(json("['name']"));
    }

    @Test
    void everyKindOfValueHasItsSchema() throws IOException {
        assertThat(written("/properties/name")).isEqualTo(json("{'type': ['string', 'number', 'boolean']}"));
        assertThat(written("/properties/seed")).isEqualTo(json("{'type': 'integer', 'default': 0}"));
        assertThat(written("/properties/area")).isEqualTo(json("{'type': 'number', 'default': 2.5}"));
        assertThat(written("/properties/open")).isEqualTo(json("{'type': 'boolean', 'default': true}"));
        assertThat(written("/properties/size"))
                .isEqualTo(json("{'enum': ['very-small', 'large'], 'default': 'very-small'}"));
        assertThat(written("/properties/visitors"))
                .isEqualTo(json("{'anyOf': [{'type': 'integer'}, {'enum': ['auto', 'none', null]}]}"));
        assertThat(written("/properties/prices"))
                .isEqualTo(json("{'type': 'array', 'items': {'type': 'number'}, 'default': []}"));
    }

    @Test
    void recordsAndVariantsNest() throws IOException {
        assertThat(written("/properties/keeper/default"))
                .isEqualTo(json("{'name': 'Ann', 'age': 30, 'hours': {'from': 8.0, 'to': 17.0}}"));
        assertThat(written("/properties/keeper/properties/hours/anyOf/1"))
                .isEqualTo(
                        json(
                                "{'type': 'array', 'prefixItems': [{'type': 'number'}, {'type': 'number'}], 'items': false, 'minItems': 2}"));
        assertThat(written("/properties/animals/items")).isEqualTo(json("{'$ref': '#/$defs/Animal'}"));
        assertThat(written("/properties/guest/anyOf/0")).isEqualTo(json("{'$ref': '#/$defs/Animal'}"));
        assertThat(written("/$defs/Animal/anyOf/0"))
                .isEqualTo(json("{'enum': ['fish-tank', 'flock', 'herd', 'tiger', 'worm']}"));
        assertThat(written("/$defs/Animal/anyOf/1/properties/tiger/properties/mood"))
                .isEqualTo(json("{'type': 'number', 'default': 0.5}"));
    }

    /** Draft 2020-12 forbids these to be empty. */
    static Stream<JsonNode> schemas() {
        return Stream.of(
                new Schemas(Zoo.VARIANTS).document(Zoo.class, "zoo"), RecipeFile.schema(), CompetitionFile.schema());
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void noListOfSchemasIsEmpty(JsonNode node) {
        assertThat(node.path("prefixItems").isArray()
                        && node.path("prefixItems").isEmpty())
                .as("%s", node)
                .isFalse();
        assertThat(node.path("anyOf").isArray() && node.path("anyOf").isEmpty())
                .as("%s", node)
                .isFalse();
        node.forEach(this::noListOfSchemasIsEmpty);
    }

    @Test
    void aShorthandMayStandAlone() throws IOException {
        assertThat(written("/properties/fee/anyOf/0/type")).isEqualTo(json("'object'"));
        assertThat(written("/properties/fee/anyOf/1")).isEqualTo(json("{'type': 'number'}"));
        assertThat(written("/$defs/Animal/anyOf/1/properties/flock/anyOf/1"))
                .isEqualTo(json("{'type': 'array', 'items': {'type': 'integer'}}"));
        assertThat(written("/$defs/Animal/anyOf/1/properties/herd/anyOf/2")).isEqualTo(json("{'type': 'integer'}"));
    }
}
