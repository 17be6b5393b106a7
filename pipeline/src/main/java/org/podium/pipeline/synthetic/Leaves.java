package org.podium.pipeline.synthetic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Photos of leaves of 24 species, some photographed often and some hardly. Several photos show the same plant, with its
 * own shape, colours and place; a plant is either in train or in test.
 */
public final class Leaves implements Generator {

    private static final int MIN_TRAIN_PLANTS = 6;
    private static final int MIN_TEST_PLANTS = 2;
    private static final int MIN_PHOTOS = 3;
    private static final int MAX_PHOTOS = 8;
    private static final double PHOTOS_PER_PLANT = 4.5;
    private static final double TEST_SHARE = 0.4;

    private final int most;
    private final int fewest;

    /** About 1,500 train and 600 test photos. */
    public Leaves() {
        this(144, 20);
    }

    /**
     * @param most train photos of the most photographed species
     * @param fewest train photos of the least photographed species
     */
    Leaves(int most, int fewest) {
        if (fewest < MIN_TRAIN_PLANTS * MIN_PHOTOS || most < fewest) {
            throw new IllegalArgumentException("train photos of a species: from " + fewest + " to " + most
                    + ", expected at least " + MIN_TRAIN_PLANTS * MIN_PHOTOS + " and an increase");
        }
        this.most = most;
        this.fewest = fewest;
    }

    @Override
    public String name() {
        return "leaves";
    }

    @Override
    public void draw(Path folder, long seed, Progress progress) throws IOException {
        List<Shot> shots = named(shots(seed), seed);
        Files.createDirectory(folder.resolve("images"));
        Drawings.drawAll(shots, shot -> take(shot, folder, seed), progress);
        List<Shot> train = shots.stream().filter(shot -> !shot.test()).toList();
        List<Shot> test = shots.stream().filter(Shot::test).toList();
        write(folder, "train.csv", "image,plant,label", train, List.of(Shot::image, Shot::plantName, Shot::label));
        write(folder, "test.csv", "image,plant", test, List.of(Shot::image, Shot::plantName));
        write(
                folder,
                "sample_submission.csv",
                "image,label",
                test,
                List.of(Shot::image, shot -> Species.values()[0].label()));
        write(folder, "solution.csv", "image,label", test, List.of(Shot::image, Shot::label));
    }

    int trainPhotos() {
        return Arrays.stream(Species.values()).mapToInt(this::trainPhotos).sum();
    }

    int testPhotos() {
        return Arrays.stream(Species.values()).mapToInt(this::testPhotos).sum();
    }

    private static void take(Shot shot, Path folder, long seed) throws IOException {
        // Grown again for each photo, which costs little and leaves nothing to share between threads.
        Plant plant = Plant.of(shot.species(), Draw.of(seed, shot.species(), shot.plant()));
        byte[] bgr = Photo.bgr(plant, Draw.of(seed, shot.species(), shot.plant(), shot.photo()));
        Files.write(folder.resolve(shot.image()), Jpeg.encode(bgr, Photo.SIDE));
    }

    /** All photos to take, species by species, plant by plant, without names. */
    private List<Shot> shots(long seed) {
        List<Shot> shots = new ArrayList<>();
        for (Species species : Species.values()) {
            Draw draw = Draw.of(seed, species, "counts");
            int train = trainPhotos(species);
            int test = testPhotos(species);
            int plant = 0;
            for (int photos : plants(train, MIN_TRAIN_PLANTS, draw)) {
                shots.addAll(Shot.ofPlant(species, plant++, photos, false));
            }
            for (int photos : plants(test, MIN_TEST_PLANTS, draw)) {
                shots.addAll(Shot.ofPlant(species, plant++, photos, true));
            }
        }
        return shots;
    }

    /** A geometric decline along the species. */
    private int trainPhotos(Species species) {
        double place = (double) species.ordinal() / (Species.values().length - 1);
        return (int) Math.rint(most * StrictMath.pow((double) fewest / most, place));
    }

    private int testPhotos(Species species) {
        return (int) Math.rint(TEST_SHARE * trainPhotos(species));
    }

    /** Deals the photos of a species to plants; gives the photos of each plant. */
    private static List<Integer> plants(int photos, int atLeast, Draw draw) {
        int count = Math.max(atLeast, (int) Math.rint(photos / PHOTOS_PER_PLANT));
        List<Integer> plants = new ArrayList<>();
        for (int plant = 0; plant < count; plant++) {
            plants.add(MIN_PHOTOS);
        }
        for (int left = photos - count * MIN_PHOTOS; left > 0; ) {
            int plant = draw.count(0, count - 1);
            if (plants.get(plant) < MAX_PHOTOS) {
                plants.set(plant, plants.get(plant) + 1);
                left--;
            }
        }
        return plants;
    }

    /** Shuffles the photos and names images and plants in an order that tells nothing about their species. */
    private static List<Shot> named(List<Shot> shots, long seed) {
        Draw draw = Draw.of(seed, "names");
        List<Shot> first =
                draw.shuffled(shots.stream().filter(shot -> shot.photo() == 0).toList());
        List<Shot> shuffled = draw.shuffled(shots);
        List<Shot> named = new ArrayList<>();
        for (Shot shot : shuffled) {
            int plant = first.indexOf(shot.first());
            named.add(shot.named(
                    String.format(Locale.ROOT, "images/leaf_%05d.jpg", named.size() + 1),
                    String.format(Locale.ROOT, "plant_%04d", plant + 1)));
        }
        return named;
    }

    private static void write(
            Path folder, String name, String header, List<Shot> shots, List<Function<Shot, String>> columns)
            throws IOException {
        StringBuilder table = new StringBuilder(header).append('\n');
        for (Shot shot : shots) {
            table.append(columns.stream().map(column -> column.apply(shot)).collect(Collectors.joining(",")))
                    .append('\n');
        }
        Files.writeString(folder.resolve(name), table);
    }

    /**
     * One photo to take.
     *
     * @param plant number of the plant within its species
     * @param photo number of the photo within its plant
     * @param image path in the tables, empty until named
     * @param plantName name in the tables, empty until named
     */
    private record Shot(Species species, int plant, int photo, boolean test, String image, String plantName) {

        static List<Shot> ofPlant(Species species, int plant, int photos, boolean test) {
            List<Shot> shots = new ArrayList<>();
            for (int photo = 0; photo < photos; photo++) {
                shots.add(new Shot(species, plant, photo, test, "", ""));
            }
            return shots;
        }

        String label() {
            return species.label();
        }

        Shot first() {
            return new Shot(species, plant, 0, test, "", "");
        }

        Shot named(String image, String plantName) {
            return new Shot(species, plant, photo, test, image, plantName);
        }
    }
}
