package org.podium.pipeline.duplicates;

import java.util.ArrayList;
import java.util.List;

/** Which things belong together, given which two do. */
final class UnionFind {
    private final int[] parent;

    UnionFind(int size) {
        parent = new int[size];
        for (int i = 0; i < size; i++) {
            parent[i] = i;
        }
    }

    /** The smallest member of the group. */
    int find(int i) {
        int root = i;
        while (parent[root] != root) {
            root = parent[root];
        }
        for (int at = i; parent[at] != root; ) {
            int next = parent[at];
            parent[at] = root;
            at = next;
        }
        return root;
    }

    /** @return whether they were apart before */
    boolean union(int a, int b) {
        int rootA = find(a);
        int rootB = find(b);
        parent[Math.max(rootA, rootB)] = Math.min(rootA, rootB);
        return rootA != rootB;
    }

    /** Groups of at least two, members ascending, by the first member. */
    List<List<Integer>> groups() {
        List<List<Integer>> all = new ArrayList<>();
        for (int i = 0; i < parent.length; i++) {
            all.add(new ArrayList<>());
        }
        for (int i = 0; i < parent.length; i++) {
            all.get(find(i)).add(i);
        }
        return all.stream().filter(group -> group.size() > 1).map(List::copyOf).toList();
    }
}
