package org.podium.folds;

import java.util.Optional;
import java.util.TreeSet;

/**
 * The groups in the folds of one repeat.
 *
 * @param validated number of groups that validate in each fold, in part at least
 * @param torn groups with rows in both the training and the validation set of a fold
 */
record FoldGroups(int[] validated, TreeSet<Integer> torn) {

    /** Empty if the rows have no groups. */
    static Optional<FoldGroups> of(Rows rows, FoldPlan plan, int repeat) {
        return rows.hasGroups() ? Optional.of(of(rows.groups(), plan, repeat)) : Optional.empty();
    }

    private static FoldGroups of(GroupCodes groups, FoldPlan plan, int repeat) {
        int[] begins = groups.begins();
        int[] rows = groups.rowsByGroup(begins);
        FoldGroups found = new FoldGroups(new int[plan.folds()], new TreeSet<>());
        // The last group that validates in each fold, plus one, so that none is found twice.
        int[] last = new int[plan.folds()];
        for (int group = 0; group < groups.count(); group++) {
            for (int i = begins[group]; i < begins[group + 1]; i++) {
                int fold = plan.fold(repeat, rows[i]);
                if (fold == FoldPlan.ALWAYS_TRAINS || last[fold] == group + 1) {
                    continue;
                }
                last[fold] = group + 1;
                found.validated[fold]++;
                for (int j = begins[group]; j < begins[group + 1] && !found.torn.contains(group); j++) {
                    if (plan.trains(repeat, fold, rows[j])) {
                        found.torn.add(group);
                    }
                }
            }
        }
        return found;
    }
}
