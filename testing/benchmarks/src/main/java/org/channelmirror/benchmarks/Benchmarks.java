package org.channelmirror.benchmarks;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Runs the benchmarks. {@code testing/benchmarks/run} builds what is needed and starts this class:
 *
 * <pre>
 * testing/benchmarks/run generate --records 300000 --out DIR [--subdir linux-64] [--files tiny] [--seed 1]
 * testing/benchmarks/run archive [--files 10000] [--bytes 20000] [--pairs 5]
 * testing/benchmarks/run closure [--records 500000] [--specs 200] [--runs 3]
 * testing/benchmarks/run filter-pass [--records 1000000] [--pairs 5] [--config FILE] [--check none|dependencies]
 * testing/benchmarks/run changed [--records 520000] [--changes 30] [--runs 5] [--lines YAML] [--beside zst|bz2]
 * testing/benchmarks/run index-pass [--records 300000] [--pairs 7] [--ours none|json|json+zst|defaults]
 * testing/benchmarks/run latency [--packages 200] [--bytes 50000] [--millis 50] [--parallel 8] [--runs 7]
 * testing/benchmarks/run merge [--records 300000] [--channels 3] [--priority flexible|strict] [--via http|file]
 * testing/benchmarks/run noop [--records 300000] [--runs 7] [--via http|file] [--prepare link|sync]
 * testing/benchmarks/run sharded [--records 520000] [--changes 30] [--runs 5]
 * </pre>
 *
 * or, where the class path is known, {@code java -Xmx256m -cp ... org.channelmirror.benchmarks.Benchmarks index-pass}. The
 * script passes {@code $CHANNEL_MIRROR_BENCHMARK_JAVA_OPTS}, by default {@code -Xmx256m}.
 *
 * <p>Generated input is kept for the next run in the folder that the property {@code benchmarks.work} names, by default
 * {@code target/benchmarks}. It must be on a disk: where files live in memory, durable writes cost nothing.
 */
public final class Benchmarks {

    private static final Map<String, Command> COMMANDS = new TreeMap<>(Map.ofEntries(
            Map.entry("archive", new ArchiveCommand()),
            Map.entry("changed", new ChangedCommand()),
            Map.entry("closure", new ClosureCommand()),
            Map.entry("filter-pass", new FilterPassCommand()),
            Map.entry("generate", new GenerateCommand()),
            Map.entry("index-pass", new IndexPassCommand()),
            Map.entry("latency", new LatencyCommand()),
            Map.entry("merge", new MergeCommand()),
            Map.entry("noop", new NoopCommand()),
            Map.entry("recode", new RecodeCommand()),
            Map.entry("sharded", new ShardedCommand())));

    private Benchmarks() {}

    /**
     * Runs one benchmark; ends with status 2 if the arguments are not understood.
     *
     * @param args the benchmark's name and its options
     * @throws Exception if the benchmark fails
     */
    public static void main(String[] args) throws Exception {
        Command command = args.length == 0 ? null : COMMANDS.get(args[0]);
        if (command == null) {
            System.err.println("usage: testing/benchmarks/run BENCHMARK [--option value]..., where BENCHMARK is one of "
                    + COMMANDS.keySet());
            System.exit(2);
            return;
        }
        try {
            command.run(Options.parse(Arrays.asList(args).subList(1, args.length), command.optionNames()));
        } catch (UsageException e) {
            System.err.println(args[0] + ": " + e.getMessage());
            System.exit(2);
        }
    }
}
