package org.channelmirror.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import org.channelmirror.benchmarks.generator.ChannelShare;
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

    /** Overlapping channels of so many records each, in folders from 0 on, and in {@code files} what a mirror of them has. */
    static Path overlapping(WorkFolder work, int records, int channels) throws IOException {
        return work.kept("overlapping-" + channels + "x" + records, folder -> {
            RepodataGenerator universe = generator(universe(records, channels));
            for (int i = 0; i < channels; i++) {
                universe.writeOverlapping(
                        folder.resolve(String.valueOf(i)), new ChannelShare(i, channels), folder.resolve("files"));
            }
        });
    }

    /** How many files such channels list together. */
    static int universe(int records, int channels) {
        return records / (channels - 1) * channels;
    }

    private static RepodataGenerator generator(int records) {
        return new RepodataGenerator(SEED, records, SUBDIR);
    }
}
