package org.podium.pipeline.duplicates;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Which images are duplicates of one kind, listed as a pair or not: those that pairs of this kind and of nearer ones
 * connect, but nearer ones alone do not. Of large groups only the pairs that connect them are listed, so that nothing can
 * be told from the listed pairs alone.
 */
final class Relation {
    private final Pair.Kind kind;
    /** Of each image, the smallest that it is connected with. */
    private final int[] group;
    /** The same without the pairs of this kind; of exact duplicates, the image itself. */
    private final int[] nearer;

    private Relation(Pair.Kind kind, int[] group, int[] nearer) {
        this.kind = kind;
        this.group = group;
        this.nearer = nearer;
    }

    /** @param pairs of all kinds */
    static Relation of(Pair.Kind kind, List<Pair> pairs, int images) {
        UnionFind coarse = new UnionFind(images);
        UnionFind fine = new UnionFind(images);
        for (Pair pair : pairs) {
            if (pair.kind().compareTo(kind) <= 0) {
                coarse.union(pair.a(), pair.b());
            }
            if (pair.kind().compareTo(kind) < 0) {
                fine.union(pair.a(), pair.b());
            }
        }
        return new Relation(kind, roots(coarse, images), roots(fine, images));
    }

    private static int[] roots(UnionFind sets, int images) {
        return IntStream.range(0, images).map(sets::find).toArray();
    }

    Pair.Kind kind() {
        return kind;
    }

    int group(int image) {
        return group[image];
    }

    boolean related(int a, int b) {
        return group[a] == group[b] && nearer[a] != nearer[b];
    }

    /** Of each image whether one of some is a duplicate of it. */
    boolean[] meets(boolean[] some) {
        int[] inGroup = new int[group.length];
        int[] inNearer = new int[group.length];
        for (int i = 0; i < group.length; i++) {
            inGroup[group[i]] += some[i] ? 1 : 0;
            inNearer[nearer[i]] += some[i] ? 1 : 0;
        }
        boolean[] meets = new boolean[group.length];
        for (int i = 0; i < meets.length; i++) {
            meets[i] = inGroup[group[i]] > inNearer[nearer[i]];
        }
        return meets;
    }

    /** Those of some images of one group that have a duplicate among others of it. */
    List<Integer> meeting(List<Integer> some, List<Integer> others) {
        Map<Integer, Integer> inNearer = new HashMap<>();
        others.forEach(other -> inNearer.merge(nearer[other], 1, Integer::sum));
        return some.stream()
                .filter(one -> others.size() > inNearer.getOrDefault(nearer[one], 0))
                .toList();
    }

    /** Of each image, if it is a training row, whether a training row with another label is a duplicate of it. */
    boolean[] meetsOther(List<String> labels) {
        int[] inGroup = new int[group.length];
        int[] inNearer = new int[group.length];
        List<Map<String, Integer>> labelled = new ArrayList<>();
        List<Map<String, Integer>> labelledNearer = new ArrayList<>();
        for (int i = 0; i < group.length; i++) {
            labelled.add(new HashMap<>());
            labelledNearer.add(new HashMap<>());
        }
        for (int row = 0; row < labels.size(); row++) {
            inGroup[group[row]]++;
            inNearer[nearer[row]]++;
            labelled.get(group[row]).merge(labels.get(row), 1, Integer::sum);
            labelledNearer.get(nearer[row]).merge(labels.get(row), 1, Integer::sum);
        }
        boolean[] meets = new boolean[group.length];
        for (int row = 0; row < labels.size(); row++) {
            String label = labels.get(row);
            int others = inGroup[group[row]] - labelled.get(group[row]).get(label);
            int nearerOthers =
                    inNearer[nearer[row]] - labelledNearer.get(nearer[row]).get(label);
            meets[row] = others > nearerOthers;
        }
        return meets;
    }

    /** How many groups some images are in. */
    int groups(boolean[] some) {
        return (int) IntStream.range(0, group.length)
                .filter(i -> some[i])
                .map(i -> group[i])
                .distinct()
                .count();
    }

    /** Images by their group, both ascending; of images without duplicates, each is a group. */
    Map<Integer, List<Integer>> members() {
        Map<Integer, List<Integer>> members = new TreeMap<>();
        for (int i = 0; i < group.length; i++) {
            members.computeIfAbsent(group[i], root -> new ArrayList<>()).add(i);
        }
        return members;
    }
}
