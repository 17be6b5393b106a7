package org.podium.pipeline.synthetic;

/** The leaves competition with as few photos as its classes can do with, for tests elsewhere. */
public final class FewLeaves {
    private FewLeaves() {}

    public static Generator generator() {
        return new Leaves(22, 18);
    }
}
