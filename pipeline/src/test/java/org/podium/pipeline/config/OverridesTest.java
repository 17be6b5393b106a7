package org.podium.pipeline.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.list;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.podium.pipeline.error.UserError;

class OverridesTest {
    private static final Structure STRUCTURE = Structure.of(Zoo.class, Zoo.VARIANTS);
    private static final String FILE = """
            name: a
            prices: [1, 2]
            keeper: {age: 20}
            motto:
            fee: 9
            mascot: {flock: [1, 2]}
            guest: tiger
            animals:
              - tiger: {mood: 0.1}
            """;

    private static Zoo bind(String... settings) {
        Problems problems = new Problems();
        Tree.Mapping file = (Tree.Mapping) YamlReader.parse(FILE, new Place("zoo.yaml", 1, ""), problems);
        return new Binder(Zoo.VARIANTS, problems)
                .bind(Overrides.apply(file, List.of(settings), STRUCTURE, problems), Zoo.class);
    }

    @Test
    void valuesAreYamlAndTheLastOneWins() {
        Zoo zoo = bind(
                "seed=5",
                "seed=6",
                "prices[1]=3e-1",
                "keeper.hours={from: 1, to: 2}",
                "animals[0].tiger.mood=0.7",
                "motto=a=b",
                "visitors=auto");

        assertThat(zoo.seed()).isEqualTo(6);
        assertThat(zoo.prices()).containsExactly(1.0, 0.3);
        assertThat(zoo.keeper()).isEqualTo(new Zoo.Keeper("Ann", 20, new Zoo.Hours(1, 2)));
        assertThat(zoo.animals()).containsExactly(new Zoo.Tiger(0.7, new Zoo.Hours(20, 23)));
        assertThat(zoo.motto()).contains("a=b");
        assertThat(zoo.visitors()).isEqualTo(Optional.empty());
    }

    @Test
    void whatIsWrittenShortHasItsOtherKeys() {
        assertThat(bind("fee.children=4").fee()).isEqualTo(new Zoo.Fee(9, Optional.of(4)));
        assertThat(bind("fee=8", "fee.children=4").fee()).isEqualTo(new Zoo.Fee(8, Optional.of(4)));
        assertThat(bind("keeper.hours=[6, 14]", "keeper.hours.to=15").keeper().hours())
                .isEqualTo(new Zoo.Hours(6, 15));
        assertThat(bind("mascot.flock.noise=2").mascot()).isEqualTo(new Zoo.Flock(List.of(1, 2), 2));
        assertThat(bind("animals=[tiger]", "animals[0].tiger.mood=0.7").animals())
                .containsExactly(new Zoo.Tiger(0.7, Zoo.Tiger.DEFAULTS.awake()));
        assertThat(bind("guest.tiger.mood=0.7").guest()).contains(new Zoo.Tiger(0.7, Zoo.Tiger.DEFAULTS.awake()));
        assertThat(bind("guest=none", "guest.tiger.mood=0.7").guest())
                .contains(new Zoo.Tiger(0.7, Zoo.Tiger.DEFAULTS.awake()));
    }

    @Test
    void aKeyOfAnotherChoiceReplacesTheOneInTheFile() {
        assertThat(bind("mascot.fish-tank.fish-per-tank=3").mascot()).isEqualTo(new Zoo.FishTank(3));
        assertThat(bind("guest.herd=3").guest()).contains(new Zoo.Herd(3));
        assertThat(bind("animals[0].herd.heads=3").animals()).containsExactly(new Zoo.Herd(3));
        assertThatThrownBy(() -> bind("mascot.noise=3"))
                .isInstanceOf(UserError.class)
                .hasMessageEndingWith("mascot: unknown name 'noise'; there are fish-tank, flock, herd, tiger, worm");
    }

    @Test
    void problemsNameTheOption() {
        assertThatThrownBy(() -> bind("keeper.aeg=3", "prices[0]=x", "cages=0"))
                .isInstanceOf(UserError.class)
                .extracting(e -> e.getMessage().lines().toList(), list(String.class))
                .containsExactlyInAnyOrder(
                        "--set keeper.aeg=3: keeper.aeg: unknown key; did you mean 'age'?",
                        "--set prices[0]=x: prices[0]: 'x', expected a number",
                        "--set cages=0: cages: 0, expected at least 1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "seed            | --set seed: expected key=value",
                "=3              | --set =3: expected key=value",
                "[0]=3           | --set [0]=3: '[0]', expected a key such as folds.k or models[0].lr",
                "a..b=3          | --set a..b=3: 'a..b', expected a key such as folds.k or models[0].lr",
                "prices[x]=3     | --set prices[x]=3: 'prices[x]', expected a key such as folds.k or models[0].lr",
                "prices[2]=3     | --set prices[2]=3: prices: has 2 entries, the first is [0]",
                "cages[0]=3      | --set cages[0]=3: cages: not a list in the file, set it as a whole: cages=[...]",
                "name.first=3    | --set name.first=3: name: 'a', it has no key 'first'",
                "seed=[1         | --set seed=[1: seed: not valid YAML: expected ',' or ']', but got <stream end>",
            })
    void aSettingThatLeadsNowhereIsRefused(String setting, String message) {
        assertThatThrownBy(() -> bind(setting)).isInstanceOf(UserError.class).hasMessage(message);
    }
}
