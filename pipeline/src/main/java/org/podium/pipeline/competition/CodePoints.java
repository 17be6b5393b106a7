package org.podium.pipeline.competition;

import java.util.Arrays;
import java.util.Comparator;

/** The order of texts by code points: the same on every machine, whatever its language. */
final class CodePoints {
    static final Comparator<String> ORDER = (left, right) ->
            Arrays.compare(left.codePoints().toArray(), right.codePoints().toArray());

    private CodePoints() {}
}
