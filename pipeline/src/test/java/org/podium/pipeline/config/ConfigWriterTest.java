package org.podium.pipeline.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigWriterTest {
    private static final Zoo ZOO = new Zoo(
            "city",
            -3,
            7,
            1e-4,
            false,
            Zoo.Size.VERY_SMALL,
            Optional.empty(),
            Optional.of("none"),
            List.of(1.0, 2.5),
            new Zoo.Keeper("0001", 44, new Zoo.Hours(6, 14.5)),
            new Zoo.Fee(9, Optional.empty()),
            new Zoo.Herd(4),
            Optional.of(new Zoo.Worm()),
            List.of(Zoo.Tiger.DEFAULTS, new Zoo.FishTank(3), new Zoo.Worm(), new Zoo.Flock(List.of(1, 2), 0.5)));

    private static Zoo reread(Zoo zoo) {
        Problems problems = new Problems();
        String text = new ConfigWriter(Zoo.VARIANTS).write(zoo);
        return new Binder(Zoo.VARIANTS, problems)
                .bind(YamlReader.parse(text, new Place("zoo.yaml", 1, ""), problems), Zoo.class);
    }

    @Test
    void everyValueIsWrittenOut() {
        assertThat(new ConfigWriter(Zoo.VARIANTS).write(ZOO)).isEqualTo("""
                        name: city
                        seed: -3
                        cages: 7
                        area: 1.0E-4
                        open: false
                        size: very-small
                        visitors: none
                        motto: "none"
                        prices: [1.0, 2.5]
                        keeper:
                          name: "0001"
                          age: 44
                          hours: [6.0, 14.5]
                        fee:
                          adult: 9.0
                          children: none
                        mascot:
                          herd: 4
                        guest: worm
                        animals:
                        - tiger:
                            mood: 0.5
                            awake: [20.0, 23.0]
                        - fish-tank:
                            fish-per-tank: 3
                        - worm
                        - flock:
                            ages: [1, 2]
                            noise: 0.5
                        """);
    }

    @Test
    void whatIsWrittenReadsBackEqual() {
        assertThat(reread(ZOO)).isEqualTo(ZOO);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "auto",
                "none",
                "~",
                "no",
                "true",
                "1e3",
                ".5",
                "0x1F",
                "2020-01-01",
                "a: b",
                "- a",
                "#a",
                "a #b",
                " a ",
                "a\nb",
                "a\tb",
                "^(\\d+)_",
                "é",
                "\uD83C\uDF41",
                "\u0007",
                "'",
                "\"",
                "\\",
                "[a]",
                "{",
                "*a",
                "&a",
                "!a",
                "%a",
                "@",
                "`",
                "<<",
                "=",
                "?",
                "null"
            })
    void anyTextReadsBackEqual(String text) {
        Zoo zoo = new Zoo(
                text,
                0,
                1,
                1,
                true,
                Zoo.Size.LARGE,
                Optional.of(1),
                Optional.of(text),
                List.of(),
                ZOO.keeper(),
                ZOO.fee(),
                ZOO.mascot(),
                Optional.empty(),
                List.of());
        assertThat(reread(zoo)).isEqualTo(zoo);
    }
}
