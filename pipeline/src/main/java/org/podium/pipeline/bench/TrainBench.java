package org.podium.pipeline.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.podium.pipeline.run.Environment;

/**
 * Training and prediction of ResNet-18 against the same network built and trained with what DJL brings, and two workers of
 * one thread against one of two.
 *
 * <p>Each contender has a process, since DJL allows one thread setting and one gradient collector in each. All processes
 * stay alive and one side works at a time: first one, then the other, round after round, so that both meet whatever else
 * the machine is doing.
 *
 * @param threads compute threads of a process
 * @param rounds turns that each side takes at each work
 * @param seconds about how long the turns take altogether; a turn is at least one batch
 * @param works what podium and DJL do
 * @param sharedWorks what two workers and one do
 */
public record TrainBench(int threads, int rounds, double seconds, List<Work> works, List<Work> sharedWorks) {
    private static final int WARM_UP_CALLS = 2;

    private static final List<Work> WORKS = List.of(
            new Work(Work.Kind.TRAIN, 64, 64, 1),
            new Work(Work.Kind.PREDICT, 64, 64, 1),
            new Work(Work.Kind.TRAIN, 224, 16, 1),
            new Work(Work.Kind.PREDICT, 224, 16, 1));

    /** Two workers are for training folds; prediction is short beside it. */
    private static final List<Work> SHARED_WORKS =
            WORKS.stream().filter(work -> work.kind() == Work.Kind.TRAIN).toList();

    public TrainBench {
        if (threads < 1 || rounds < 1 || !(seconds > 0)) {
            throw new IllegalArgumentException("threads, rounds and seconds have to be positive, not " + threads + ", "
                    + rounds + " and " + seconds);
        }
        works = List.copyOf(works);
        sharedWorks = List.copyOf(sharedWorks);
    }

    /** ResNet-18 at 64 and 224 px. */
    public static TrainBench of(int threads, int rounds, double seconds) {
        return new TrainBench(threads, rounds, seconds, WORKS, SHARED_WORKS);
    }

    /**
     * What was measured, and on what.
     *
     * @param environment versions and processor, by name
     * @param precision number format of podium's side; DJL trains in fp32 only
     */
    public record Report(Map<String, String> environment, String precision, int threads, List<Contest> contests) {
        public Report {
            contests = List.copyOf(contests);
        }
    }

    /**
     * Measures.
     *
     * @param mainClass the command line's entry point, for the processes
     * @param done told each contest as it ends
     */
    public Report run(String mainClass, Consumer<Contest> done) throws IOException, InterruptedException {
        boolean bf16 = Environment.cpuMultipliesBf16();
        Contender.Kind podium = bf16 ? Contender.Kind.PODIUM_BF16 : Contender.Kind.PODIUM_FP32;
        List<Contest> contests = new ArrayList<>();
        try (BenchProcess ours = new BenchProcess(mainClass, podium, threads);
                BenchProcess djls = new BenchProcess(mainClass, Contender.Kind.DJL, threads)) {
            Team first = new Team("podium", List.of(ours));
            Team second = new Team("DJL", List.of(djls));
            for (Work work : works) {
                contests.add(contest(work, first, second));
                done.accept(contests.get(contests.size() - 1));
            }
        }
        try (BenchProcess one = new BenchProcess(mainClass, podium, 1);
                BenchProcess other = new BenchProcess(mainClass, podium, 1);
                BenchProcess both = new BenchProcess(mainClass, podium, 2)) {
            Team first = new Team("2 workers x 1 thread", List.of(one, other));
            Team second = new Team("1 worker x 2 threads", List.of(both));
            for (Work work : sharedWorks) {
                contests.add(contest(work, first, second));
                done.accept(contests.get(contests.size() - 1));
            }
        }
        return new Report(Environment.describe(), bf16 ? "bf16" : "fp32", threads, contests);
    }

    private Contest contest(Work work, Team first, Team second) throws IOException, InterruptedException {
        double turn = seconds / (2.0 * rounds * (works.size() + sharedWorks.size()));
        Work firstTurn = sized(work, first, turn);
        Work secondTurn = sized(work, second, turn);
        List<Double> firstRates = new ArrayList<>();
        List<Double> secondRates = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            firstRates.add(first.imagesPerSecond(firstTurn));
            secondRates.add(second.imagesPerSecond(secondTurn));
        }
        return new Contest(
                work.kind().name().toLowerCase(Locale.ROOT),
                work.size(),
                work.batch(),
                new Contest.Side(first.name(), firstRates),
                new Contest.Side(second.name(), secondRates));
    }

    /** As many calls as take that long, measured after the first calls, which are slow. */
    private static Work sized(Work work, Team team, double seconds) throws IOException, InterruptedException {
        team.imagesPerSecond(work.times(WARM_UP_CALLS));
        double rate = team.imagesPerSecond(work) / team.members().size();
        return work.times(Math.max(1, (int) Math.round(seconds * rate / work.batch())));
    }
}
