package org.podium.augment.jmh;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.podium.augment.Sample;
import org.podium.augment.Transform;

/** Time of drawing one change and applying it, the memory of its result given back. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class TransformBenchmark {
    @Param
    public Workload workload;

    /** Width and height of the image, in pixels. */
    @Param({"256", "512"})
    public int side;

    private Sample sample;
    private Transform transform;
    private RandomGenerator random;

    @Setup
    public void draw() {
        opencv_core.setNumThreads(1);
        sample = Sample.of(Photo.drawn(side));
        transform = workload.transform(side);
        random = new SplittableRandom(1);
    }

    @TearDown
    public void free() {
        sample.image().close();
    }

    @Benchmark
    @SuppressWarnings("try") // the scope frees what is made inside it
    public int change() {
        try (PointerScope scope = new PointerScope()) {
            Mat changed = transform.draw(sample, random).apply(sample).image();
            return changed.rows();
        }
    }
}
