package org.podium.pipeline.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.podium.pipeline.error.UserError;

class BinderTest {
    private static Zoo bind(String yaml) {
        Problems problems = new Problems();
        Tree tree = YamlReader.parse(yaml, new Place("zoo.yaml", 1, ""), problems);
        return new Binder(Zoo.VARIANTS, problems).bind(tree, Zoo.class);
    }

    private static List<String> problems(String yaml) {
        try {
            return List.of("none: " + bind(yaml));
        } catch (UserError e) {
            return e.getMessage().lines().toList();
        }
    }

    @Test
    void everyKindOfValueIsBound() {
        Zoo zoo = bind("""
                name: 0001
                seed: -9007199254740993
                cages: 7
                area: 3e-4
                open: false
                size: very-small
                visitors: 12
                motto: "none"
                prices: [1, 2.5]
                keeper: {name: Bob, age: 44, hours: [6, 14.5]}
                fee: {adult: 9, children: 4}
                mascot: {herd: {heads: 3}}
                animals:
                  - tiger
                  - tiger: {mood: 1}
                  - fish-tank: {fish-per-tank: 3}
                  - fish-tank: [4]
                  - worm:
                """);

        assertThat(zoo)
                .isEqualTo(new Zoo(
                        "0001",
                        -9007199254740993L,
                        7,
                        3e-4,
                        false,
                        Zoo.Size.VERY_SMALL,
                        Optional.of(12),
                        Optional.of("none"),
                        List.of(1.0, 2.5),
                        new Zoo.Keeper("Bob", 44, new Zoo.Hours(6, 14.5)),
                        new Zoo.Fee(9, Optional.of(4)),
                        new Zoo.Herd(3),
                        Optional.empty(),
                        List.of(
                                Zoo.Tiger.DEFAULTS,
                                new Zoo.Tiger(1, Zoo.Tiger.DEFAULTS.awake()),
                                new Zoo.FishTank(3),
                                new Zoo.FishTank(4),
                                new Zoo.Worm())));
    }

    @Test
    void missingKeysTakeTheDefaultsOfTheEnclosingRecordBeforeThoseOfTheType() {
        assertThat(bind("name: a\nkeeper: {name: Bob}").keeper())
                .isEqualTo(new Zoo.Keeper("Bob", 30, new Zoo.Hours(8, 17)));
        assertThat(bind("name: a\nkeeper: {hours: {from: 10}}").keeper())
                .isEqualTo(new Zoo.Keeper("Ann", 30, new Zoo.Hours(10, 17)));
        assertThat(bind("name: a\nkeeper:").keeper().name()).isEqualTo("Ann");
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "none", "null", "~", ""})
    void wordsForNothingAreEmpty(String word) {
        assertThat(bind("name: a\nvisitors: " + word).visitors()).isEmpty();
        assertThat(bind("name: a\nmotto: " + word).motto()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "cages: 1.0               | cages: '1.0', expected an integer",
                "cages: '1'               | cages: '1' in quotes, expected an integer",
                "cages: 3000000000        | cages: '3000000000', expected an integer that is not so large",
                "cages: 0                 | cages: 0, expected at least 1",
                "cages:                   | cages: nothing, expected an integer",
                "area: 1e999              | area: '1e999', expected a number that is not so large",
                "area: NaN                | area: 'NaN', expected a number",
                "area: .inf               | area: '.inf', expected a number",
                "area: 1d                 | area: '1d', expected a number",
                "open: yes                | open: 'yes', expected true or false",
                "open: 'true'             | open: 'true' in quotes, expected true or false",
                "size: big                | size: 'big', expected one of very-small, large",
                "size: larg               | size: 'larg', expected one of very-small, large; did you mean 'large'?",
                "visitors: many           | visitors: 'many', expected an integer",
                "prices: 3                | prices: '3', expected a list",
                "prices: [1, x]           | prices[1]: 'x', expected a number",
                "motto: [a]               | motto: a list, expected text",
                "motto: {a: b}            | motto: a mapping, expected text",
                "keeper: Bob              | keeper: 'Bob', expected a mapping with the keys name, age, hours",
                "keeper: {hours: [1]}     | keeper.hours: a list, expected [from, to] or a mapping with the keys from, to",
                "keeper: {hours: [5, 3]}  | keeper.hours: from 5.0 is after to 3.0",
                "animals: [lion]          | animals[0]: unknown name 'lion'; there are fish-tank, flock, herd, tiger, worm",
                "animals: [tigre]         | animals[0]: unknown name 'tigre'; did you mean 'tiger'?",
                "animals: [{tiger: 3}]    | animals[0].tiger: '3', expected a mapping with the keys mood, awake",
                "animals: [{worm: , tiger: }] | animals[0]: a mapping, expected one of fish-tank, flock, herd, tiger, worm",
                "animals: [fish-tank]     | animals[0].fish-per-tank: missing, expected an integer",
                "fee: dear                | fee: 'dear', expected a number or a mapping with the keys adult, children",
                "fee: '5'                 | fee: '5' in quotes, expected a number or a mapping with the keys adult, children",
                "fee: [5]                 | fee: a list, expected a number or a mapping with the keys adult, children",
                "fee: -1                  | fee: -1.0, expected at least 0.0",
                "fee: {adult: -1}         | fee.adult: -1.0, expected at least 0.0",
                "mascot: {herd: 1.5}      | mascot.herd: '1.5', expected an integer or a mapping with the keys heads",
                "mascot: herd             | mascot.heads: missing, expected an integer",
                "mascot: {flock: 3}       | mascot.flock: '3', expected a list or a mapping with the keys ages, noise",
                "mascot: {flock: [3, x]}  | mascot.flock[1]: 'x', expected an integer",
                "mascot: {worm: 3}        | mascot.worm: '3', expected nothing",
                "mascot: {worm: []}       | mascot.worm: a list, expected nothing",
                "cage: 3                  | cage: unknown key; did you mean 'cages'?",
                "seed: 1, seed: 2         | seed: duplicate key, first on line 1",
                "keeper: {naem: x}        | keeper.naem: unknown key; did you mean 'name'?",
                "area: !file x            | area: the tag !file is not allowed",
                "area: !!java.io.File x   | not valid YAML: Global tag is not allowed: tag:yaml.org,2002:java.io.File",
            })
    void aMistakeIsToldInOneLine(String entry, String problem) {
        assertThat(problems("{name: a, " + entry + "}")).first().isEqualTo("zoo.yaml:1: " + problem);
    }

    @Test
    void aShorthandStandsForItsFirstComponentAndLeavesTheOthersTheirDefaults() {
        assertThat(bind("name: a\nfee: 7.5").fee()).isEqualTo(new Zoo.Fee(7.5, Optional.empty()));
        assertThat(bind("name: a\nfee: {children: 2}").fee()).isEqualTo(new Zoo.Fee(5, Optional.of(2)));
        assertThat(bind("name: a\nfee:").fee()).isEqualTo(new Zoo.Fee(5, Optional.empty()));
        assertThat(bind("name: a\nmascot: {herd: 4}").mascot()).isEqualTo(new Zoo.Herd(4));
        assertThat(bind("name: a\nmascot: {flock: [1, 2]}").mascot()).isEqualTo(new Zoo.Flock(List.of(1, 2), 0.5));
        assertThat(bind("name: a\nmascot: {flock: {ages: [1], noise: 1}}").mascot())
                .isEqualTo(new Zoo.Flock(List.of(1), 1));
    }

    /** Laid one over the other, mappings merge; but two animals are no animal. */
    @Test
    void aChoiceByNameReplacesTheOneBelow() {
        Zoo zoo = laid(
                "{mascot: {herd: 4}, keeper: {age: 20}, name: a}",
                "{mascot: {flock: {ages: [1], noise: 1}}, keeper: {name: Bob}}");
        assertThat(zoo.mascot()).isEqualTo(new Zoo.Herd(4));
        assertThat(zoo.keeper()).isEqualTo(new Zoo.Keeper("Bob", 20, new Zoo.Hours(8, 17)));
    }

    @Test
    void aMappingIsLaidOverAShorthandThatStandsForItsFirstKey() {
        assertThat(laid("{fee: {children: 2}, name: a}", "{fee: 9}").fee()).isEqualTo(new Zoo.Fee(9, Optional.of(2)));
        assertThat(laid("{fee: 7, name: a}", "{fee: {adult: 9, children: 2}}").fee())
                .isEqualTo(new Zoo.Fee(7, Optional.empty()));
        assertThat(laid("{fee: , name: a}", "{fee: 9}").fee()).isEqualTo(new Zoo.Fee(9, Optional.empty()));
        assertThatThrownBy(() -> laid("{fee: {children: 2}, name: a}", "{fee: dear}"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("fee: 'dear', expected a number");
    }

    private static Zoo laid(String above, String below) {
        Tree tree = Structure.of(Zoo.class, Zoo.VARIANTS).lay(tree(above), tree(below));
        return new Binder(Zoo.VARIANTS, new Problems()).bind(tree, Zoo.class);
    }

    private static Tree.Mapping tree(String yaml) {
        return (Tree.Mapping) YamlReader.parse(yaml, new Place("zoo.yaml", 1, ""), new Problems());
    }

    @Test
    void anUnknownKeyThatIsNearNoneListsAll() {
        assertThat(problems("name: a\nkeeper: {salary: 3}"))
                .containsExactly("zoo.yaml:2: keeper.salary: unknown key; there are name, age, hours");
    }

    @Test
    void allProblemsAreToldAtOnceInTheOrderOfTheFile() {
        assertThat(problems("""
                        animals:
                          - tiger: {mood: bad}
                          - elk
                        area: -1
                        cages: many
                        keeper:
                          hours:
                            from: 9
                            to: 3
                          age: 3.5
                        openn: true
                        """))
                .containsExactly(
                        "zoo.yaml:1: name: missing, expected text",
                        "zoo.yaml:2: animals[0].tiger.mood: 'bad', expected a number",
                        "zoo.yaml:3: animals[1]: unknown name 'elk'; there are fish-tank, flock, herd, tiger, worm",
                        "zoo.yaml:5: cages: 'many', expected an integer",
                        "zoo.yaml:7: keeper.hours: from 9.0 is after to 3.0",
                        "zoo.yaml:10: keeper.age: '3.5', expected an integer",
                        "zoo.yaml:11: openn: unknown key; did you mean 'open'?");
    }

    @Test
    void aWrongComponentIsReplacedByItsDefaultWhileTheOthersAreChecked() {
        assertThat(problems("name: a\ncages: x\narea: 0"))
                .containsExactly(
                        "zoo.yaml:2: cages: 'x', expected an integer", "zoo.yaml:3: area: 0.0, expected more than 0.0");
    }

    @Test
    void aRelationBetweenComponentsIsToldAtTheirRecord() {
        assertThat(problems("name: a\ncages: 100")).containsExactly("zoo.yaml:1: an open zoo has fewer than 100 cages");
        assertThat(problems("name: a\ncages: 100\nopen: x"))
                .containsExactly("zoo.yaml:3: open: 'x', expected true or false");
    }

    @Test
    void brokenYamlNamesTheLine() {
        assertThatThrownBy(() -> bind("name: a\nkeeper: {name: b\nsize: large"))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("zoo.yaml:3: not valid YAML: ");
    }

    @Test
    void aliasesAreBoundedAndCannotRecur() {
        assertThat(bind("name: &n abc\nmotto: *n").motto()).contains("abc");
        assertThatThrownBy(() -> bind("name: a\nprices: &p [*p]"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("nested too deeply");
        String bomb = "prices: &a [1]\nx: [" + "*a,".repeat(17) + "]";
        assertThatThrownBy(() -> bind(bomb)).isInstanceOf(UserError.class).hasMessageContaining("aliases");
    }
}
