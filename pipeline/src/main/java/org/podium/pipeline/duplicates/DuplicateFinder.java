package org.podium.pipeline.duplicates;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.podium.pipeline.image.Thumbnail;

/**
 * Finds images that show the same. What is found depends on the images and their ids only, not on the order they come in.
 *
 * <ul>
 *   <li>Exact duplicates have the same file hash, or the same pixels and thumbnail. Of a group of more than {@value
 *       #SMALL_GROUP} not all pairs are listed: each member with the first one and with the next one.
 *   <li>Near and mirrored ones have hashes that differ in few bits ({@link Candidates}) and thumbnails that are nearer than
 *       chance would have it ({@link Background}). Of exact duplicates only the first takes part. Images with next to no
 *       contrast are not compared. A pair that looks the same both ways is a near one. Of a group of more than {@value
 *       #SMALL_GROUP} only the nearest pairs that connect it are listed, near ones before mirrored ones: as many as it has
 *       members, less one.
 * </ul>
 */
public final class DuplicateFinder {
    private static final int SMALL_GROUP = 8;
    private static final int DOUBTFUL = 10;

    private final List<Sample> samples;
    private final List<Pair> pairs = new ArrayList<>();

    private DuplicateFinder(List<Sample> samples) {
        this.samples = samples;
    }

    /** @param samples any number, none twice */
    public static Duplicates find(List<Sample> samples) {
        return new DuplicateFinder(samples).find();
    }

    private Duplicates find() {
        // The order of file hashes is the same for everybody, and random with regard to what images show.
        List<Integer> single = exact().stream()
                .sorted(Comparator.comparing(i -> samples.get(i).sha256()))
                .toList();
        List<Integer> images = new ArrayList<>();
        List<Appearance> looks = new ArrayList<>();
        Set<Thumbnail> flat = new HashSet<>();
        for (int i : single) {
            Appearance look = Appearance.of(samples.get(i).thumbnail());
            if (look.flat()) {
                flat.add(samples.get(i).thumbnail());
            } else {
                images.add(i);
                looks.add(look);
            }
        }
        long[] hashes =
                images.stream().mapToLong(i -> samples.get(i).hash().value()).toArray();
        long[] turned =
                images.stream().mapToLong(i -> samples.get(i).hash().mirrored()).toArray();
        double[] slopes = looks.stream().mapToDouble(Appearance::slope).toArray();
        double[] turnedSlopes =
                looks.stream().mapToDouble(look -> look.mirrored().slope()).toArray();

        int bits = Candidates.bits(hashes);
        Candidates candidates = new Candidates(hashes, slopes);
        Background background = new Background(looks);
        long[] alike = candidates.pairs(hashes, slopes, bits);
        Map<Long, Double> near = confirmed(alike, looks, UnaryOperator.identity(), background, bits);
        Map<Long, Double> mirror =
                confirmed(candidates.pairs(turned, turnedSlopes, bits), looks, Appearance::mirrored, background, bits);
        near.forEach((pair, distance) -> {
            if (distance <= mirror.getOrDefault(pair, 2.0)) {
                add(Pair.Kind.NEAR, pair, distance, images);
            }
        });
        mirror.forEach((pair, distance) -> {
            if (distance < near.getOrDefault(pair, 2.0)) {
                add(Pair.Kind.MIRRORED, pair, distance, images);
            }
        });
        List<Pair> listed = listed();
        listed.sort(Comparator.comparing(Pair::kind).thenComparing(nearestFirst()));
        List<Pair> doubtful = doubtful(alike, looks, images, background.doubt());
        return new Duplicates(samples.size(), flat(flat), listed, doubtful, background.thresholds(bits));
    }

    /** Exact duplicates of flat images are flat too. */
    private int flat(Set<Thumbnail> thumbnails) {
        return (int) samples.stream()
                .filter(sample -> thumbnails.contains(sample.thumbnail()))
                .count();
    }

    /**
     * The nearest pairs that are not connected by duplicates, each image in one at most.
     *
     * @param candidates pairs of looks
     * @param limit distance beyond which none is
     */
    private List<Pair> doubtful(long[] candidates, List<Appearance> looks, List<Integer> images, double limit) {
        List<Pair> close = new ArrayList<>();
        if (limit == 0) {
            return close;
        }
        UnionFind found = new UnionFind(samples.size());
        pairs.forEach(pair -> found.union(pair.a(), pair.b()));
        for (long pair : candidates) {
            int a = images.get(one(pair));
            int b = images.get(other(pair));
            double distance = looks.get(one(pair)).distance(looks.get(other(pair)), limit);
            if (distance <= limit && found.find(a) != found.find(b)) {
                close.add(pair(Pair.Kind.NEAR, a, b, distance));
            }
        }
        close.sort(nearestFirst());
        Set<Integer> shown = new HashSet<>();
        List<Pair> doubtful = new ArrayList<>();
        for (Pair pair : close) {
            if (doubtful.size() < DOUBTFUL && !shown.contains(pair.a()) && !shown.contains(pair.b())) {
                shown.addAll(List.of(pair.a(), pair.b()));
                doubtful.add(pair);
            }
        }
        return doubtful;
    }

    private Comparator<Pair> nearestFirst() {
        return Comparator.comparing(Pair::distance)
                .thenComparing(pair -> samples.get(pair.a()), Sample.ORDER)
                .thenComparing(pair -> samples.get(pair.b()), Sample.ORDER);
    }

    /**
     * All but those that a large group can spare: by Kruskal's algorithm a tree of its nearest pairs is left. Near ones
     * come first, so that they connect by themselves what mirrored ones would connect too.
     */
    private List<Pair> listed() {
        List<Pair> listed = new ArrayList<>(
                pairs.stream().filter(pair -> pair.kind() == Pair.Kind.EXACT).toList());
        UnionFind groups = new UnionFind(samples.size());
        UnionFind tree = new UnionFind(samples.size());
        for (Pair.Kind kind : List.of(Pair.Kind.NEAR, Pair.Kind.MIRRORED)) {
            List<Pair> some = pairs.stream()
                    .filter(pair -> pair.kind() == kind)
                    .sorted(nearestFirst())
                    .toList();
            some.forEach(pair -> groups.union(pair.a(), pair.b()));
            int[] sizes = new int[samples.size()];
            for (int i = 0; i < sizes.length; i++) {
                sizes[groups.find(i)]++;
            }
            for (Pair pair : some) {
                if (tree.union(pair.a(), pair.b()) || sizes[groups.find(pair.a())] <= SMALL_GROUP) {
                    listed.add(pair);
                }
            }
        }
        return listed;
    }

    private void add(Pair.Kind kind, int one, int other, double distance) {
        pairs.add(pair(kind, one, other, distance));
    }

    private Pair pair(Pair.Kind kind, int one, int other, double distance) {
        boolean ascending = Sample.ORDER.compare(samples.get(one), samples.get(other)) <= 0;
        return new Pair(kind, ascending ? one : other, ascending ? other : one, distance);
    }

    private void add(Pair.Kind kind, long pair, double distance, List<Integer> images) {
        add(kind, images.get(one(pair)), images.get(other(pair)), distance);
    }

    /**
     * Adds the pairs that are the same to the last bit.
     *
     * @return the first of each group, and all that have no such duplicate
     */
    private List<Integer> exact() {
        UnionFind same = new UnionFind(samples.size());
        Map<Object, Integer> first = new HashMap<>();
        for (int i = 0; i < samples.size(); i++) {
            Sample sample = samples.get(i);
            same.union(i, first.merge(sample.sha256(), i, (before, now) -> before));
            same.union(i, first.merge(List.of(sample.pixels(), sample.thumbnail()), i, (before, now) -> before));
        }
        boolean[] repeated = new boolean[samples.size()];
        for (List<Integer> group : same.groups()) {
            List<Integer> ordered = group.stream()
                    .sorted(Comparator.comparing(samples::get, Sample.ORDER))
                    .toList();
            for (int i = 1; i < ordered.size(); i++) {
                repeated[ordered.get(i)] = true;
                boolean all = ordered.size() <= SMALL_GROUP;
                for (int j = all ? 0 : i - 1; j < i; j++) {
                    add(Pair.Kind.EXACT, ordered.get(j), ordered.get(i), 0);
                }
                if (!all && i > 1) {
                    add(Pair.Kind.EXACT, ordered.get(0), ordered.get(i), 0);
                }
            }
        }
        return IntStream.range(0, samples.size())
                .filter(i -> !repeated[i])
                .boxed()
                .toList();
    }

    /**
     * Distances of those candidates that are duplicates.
     *
     * @param view how the first image of a pair is turned before it is compared with the second
     */
    private static Map<Long, Double> confirmed(
            long[] pairs, List<Appearance> looks, UnaryOperator<Appearance> view, Background background, int bits) {
        double threshold = background.thresholds(bits).distance();
        double[] distances = new double[pairs.length];
        Map<Integer, List<Double>> around = new HashMap<>();
        Appearance first = null;
        for (int p = 0; p < pairs.length; p++) {
            if (p == 0 || one(pairs[p]) != one(pairs[p - 1])) {
                first = view.apply(looks.get(one(pairs[p])));
            }
            distances[p] = first.distance(looks.get(other(pairs[p])));
            if (distances[p] <= threshold) {
                around.putIfAbsent(one(pairs[p]), new ArrayList<>());
                around.putIfAbsent(other(pairs[p]), new ArrayList<>());
            }
        }
        for (int p = 0; p < pairs.length; p++) {
            double distance = distances[p];
            around.computeIfPresent(one(pairs[p]), (image, known) -> with(known, distance));
            around.computeIfPresent(other(pairs[p]), (image, known) -> with(known, distance));
        }
        Map<Integer, Double> radius = around.entrySet().parallelStream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> background.radius(
                                entry.getKey(),
                                view.apply(looks.get(entry.getKey())),
                                entry.getValue().stream().mapToDouble(d -> d))));
        Map<Long, Double> confirmed = new TreeMap<>();
        for (int p = 0; p < pairs.length; p++) {
            if (distances[p] <= threshold
                    && distances[p] <= Math.min(radius.get(one(pairs[p])), radius.get(other(pairs[p])))) {
                confirmed.put(pairs[p], distances[p]);
            }
        }
        return confirmed;
    }

    private static List<Double> with(List<Double> known, double distance) {
        known.add(distance);
        return known;
    }

    private static int one(long pair) {
        return (int) (pair >>> 32);
    }

    private static int other(long pair) {
        return (int) pair;
    }
}
