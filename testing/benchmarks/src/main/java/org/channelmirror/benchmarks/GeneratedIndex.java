package org.channelmirror.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import org.channelmirror.benchmarks.generator.RepodataGenerator;
import org.channelmirror.model.Subdir;

/** The input of the benchmarks, generated with a fixed seed. */
final class GeneratedIndex {

    static final Subdir SUBDIR = new Subdir("linux-64");
    static final long SEED = 1;

    private GeneratedIndex() {}

    static Path repodata(WorkFolder work, int records) throws IOException {
        return work.kept("index-" + records, folder -> generator(records).writeIndex(folder))
                .resolve(SUBDIR.name())
                .resolve("repodata.json");
    }

    /** A channel with a tiny file for each record. */
    static Path channel(WorkFolder work, int records) throws IOException {
        return work.kept("channel-" + records, folder -> generator(records).writeChannel(folder));
    }

    private static RepodataGenerator generator(int records) {
        return new RepodataGenerator(SEED, records, SUBDIR);
    }
}
