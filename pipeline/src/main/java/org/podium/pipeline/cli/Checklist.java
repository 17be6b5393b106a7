package org.podium.pipeline.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.podium.pipeline.check.CheckLine;
import org.podium.pipeline.check.CheckLine.Status;

/** A checklist as text: one line a check, what to do below those that are not as they should be. */
final class Checklist {
    private Checklist() {}

    static List<String> lines(List<CheckLine> checks) {
        int width =
                checks.stream().mapToInt(check -> check.name().length()).max().orElse(1);
        List<String> lines = new ArrayList<>();
        for (CheckLine check : checks) {
            lines.add(String.format(
                    Locale.ROOT, "%-7s  %-" + width + "s  %s", word(check.status()), check.name(), check.finding()));
            if (!check.todo().isEmpty()) {
                lines.add(" ".repeat(11 + width) + "→ " + check.todo());
            }
        }
        lines.add("");
        lines.add(count(checks, Status.PASSED) + " passed, " + count(checks, Status.WARNED) + " warned, "
                + count(checks, Status.FAILED) + " failed, " + count(checks, Status.SKIPPED) + " skipped");
        return lines;
    }

    private static String word(Status status) {
        return status == Status.FAILED ? "FAILED" : status.name().toLowerCase(Locale.ROOT);
    }

    private static long count(List<CheckLine> checks, Status status) {
        return checks.stream().filter(check -> check.status() == status).count();
    }
}
