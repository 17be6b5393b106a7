package org.podium.folds.jmh;

import com.sun.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.podium.folds.FoldPlan;
import org.podium.folds.Rows;

/**
 * Memory that a split needs besides the rows, in bytes.
 *
 * @param peak most that was alive at once while splitting, plan included: used heap after a full collection, less that
 *     before the split, the most of all collections that one thread asks for while another splits
 * @param plan what is left when the split is done and only its plan is held
 */
record LiveHeap(long peak, long plan) {
    private static final GarbageCollectorMXBean FULL_COLLECTOR = fullCollector();
    private static final Set<String> HEAP_POOLS = heapPools();

    static LiveHeap of(Workload workload) {
        Rows rows = workload.rows();
        // Code that is loaded or compiled on first use is no cost of the split.
        workload.splitter().split(rows, 0);
        long before = afterCollection();
        Splitting splitting = new Splitting(workload, rows);
        Thread thread = new Thread(splitting, "split");
        thread.start();
        long peak = before;
        do {
            peak = Math.max(peak, afterCollection());
        } while (!splitting.isDone());
        join(thread);
        long after = afterCollection();
        return new LiveHeap(Math.max(peak, after) - before, splitting.heldBytes(after - before));
    }

    /** Keeps rows and plan reachable until they have been measured. */
    private static final class Splitting implements Runnable {
        private final Workload workload;
        private final Rows rows;
        private final CountDownLatch done = new CountDownLatch(1);
        private volatile FoldPlan plan;

        Splitting(Workload workload, Rows rows) {
            this.workload = workload;
            this.rows = rows;
        }

        @Override
        public void run() {
            try {
                plan = workload.splitter().split(rows, 1);
            } finally {
                done.countDown();
            }
        }

        boolean isDone() {
            return done.getCount() == 0;
        }

        long heldBytes(long bytes) {
            if (plan == null || plan.rows() != rows.size()) {
                throw new IllegalStateException("the split of " + workload + " failed");
            }
            return bytes;
        }
    }

    /** Heap in use at the end of a full collection; what a thread has reserved since then is not in it. */
    private static long afterCollection() {
        System.gc();
        return FULL_COLLECTOR.getLastGcInfo().getMemoryUsageAfterGc().entrySet().stream()
                .filter(pool -> HEAP_POOLS.contains(pool.getKey()))
                .mapToLong(pool -> pool.getValue().getUsed())
                .sum();
    }

    /** The collector that looks after most of the pools: the others look after the young ones only. */
    private static GarbageCollectorMXBean fullCollector() {
        return ManagementFactory.getPlatformMXBeans(GarbageCollectorMXBean.class).stream()
                .max(Comparator.comparing(collector -> collector.getMemoryPoolNames().length))
                .orElseThrow();
    }

    private static Set<String> heapPools() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getName)
                .collect(Collectors.toSet());
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while splitting", e);
        }
    }
}
