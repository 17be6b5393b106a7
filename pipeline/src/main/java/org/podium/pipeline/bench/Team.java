package org.podium.pipeline.bench;

import java.io.IOException;
import java.util.List;

/** Processes that work at the same time. */
record Team(String name, List<BenchProcess> members) {
    Team {
        members = List.copyOf(members);
    }

    /** Images per second of all members together, when each is given that work; they count as done with the slowest. */
    double imagesPerSecond(Work work) throws IOException, InterruptedException {
        for (BenchProcess member : members) {
            member.give(work);
        }
        double seconds = 0;
        for (BenchProcess member : members) {
            seconds = Math.max(seconds, member.seconds());
        }
        return members.size() * work.images() / seconds;
    }
}
