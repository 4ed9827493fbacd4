package org.channelmirror.benchmarks.generator;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.channelmirror.model.PackageFormat;
import org.channelmirror.model.Subdir;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes repodata that looks like conda-forge's: compact, sorted, about 600 bytes a record, a fifth of them older
 * {@code .tar.bz2}. The same seed and count always give the same bytes. Memory does not grow with the count: at most the
 * builds of one package are held. Thread-safe.
 */
public final class RepodataGenerator {

    /** The most records that can be made, for there are only so many names. */
    public static final int MAX_RECORDS = 5_000_000;

    /** How many builds the packages have, in turn: 12 on average, most have few and some have many. */
    private static final int[] BUILDS = {1, 2, 4, 6, 8, 12, 24, 39};

    private static final int BUILDS_IN_TURN = IntStream.of(BUILDS).sum();
    private static final int OLD_SHARE = 5;

    private final long seed;
    private final int records;
    private final Subdir subdir;

    /**
     * Sets up a generator.
     *
     * @param seed decides all that is random
     * @param records how many records, 1 to {@value #MAX_RECORDS}
     * @param subdir the subdir that the records name
     * @throws IllegalArgumentException if the count is out of range
     */
    public RepodataGenerator(long seed, int records, Subdir subdir) {
        if (records < 1 || records > MAX_RECORDS) {
            throw new IllegalArgumentException("records is 1 to " + MAX_RECORDS + ", not " + records);
        }
        this.seed = seed;
        this.records = records;
        this.subdir = subdir;
    }

    /**
     * Writes the subdir's index and an empty one for noarch; there are no packages.
     *
     * @param channel the channel's folder
     * @return the subdir's {@code repodata.json}
     * @throws IOException if the folder cannot be written
     */
    public Path writeIndex(Path channel) throws IOException {
        return write(channel, PackageFiles.none(), ChannelShare.WHOLE);
    }

    /**
     * Writes the subdir's index, an empty one for noarch, and a file of some bytes for each record, with the hashes and size
     * that the index says. The files are no packages that open.
     *
     * @param channel the channel's folder
     * @return the subdir's {@code repodata.json}
     * @throws IOException if the folder cannot be written
     */
    public Path writeChannel(Path channel) throws IOException {
        Path files = Files.createDirectories(channel.resolve(subdir.name()));
        return write(channel, PackageFiles.tiny(files), ChannelShare.WHOLE);
    }

    /**
     * Writes the index of one of several overlapping channels, an empty one for noarch, and a file of some bytes for each record
     * that no channel before has written one for: what a mirror of all of them has.
     *
     * @param channel the channel's folder
     * @param share which of the records it lists
     * @param files the folder of the files, which the channels share
     * @return the subdir's {@code repodata.json}
     * @throws IOException if a folder cannot be written
     */
    public Path writeOverlapping(Path channel, ChannelShare share, Path files) throws IOException {
        return write(channel, PackageFiles.tiny(Files.createDirectories(files)), share);
    }

    private Path write(Path channel, PackageFiles files, ChannelShare share) throws IOException {
        if (!subdir.equals(Subdir.NOARCH)) {
            writeDocument(channel, Subdir.NOARCH, 0, files, share);
        }
        return writeDocument(channel, subdir, records, files, share);
    }

    private Path writeDocument(Path channel, Subdir where, int count, PackageFiles files, ChannelShare share)
            throws IOException {
        Path folder = Files.createDirectories(channel.resolve(where.name()));
        Path index = folder.resolve("repodata.json");
        int old = count / OLD_SHARE;
        PackageNames names = new PackageNames(namesFor(records - records / OLD_SHARE));
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(index), 1 << 16);
                JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeObjectPropertyStart("info");
            json.writeStringProperty("subdir", where.name());
            json.writeEndObject();
            writeSection(json, PackageFormat.TAR_BZ2, old, new Spread(names, OLD_SHARE - 1, 0), files, share);
            writeSection(json, PackageFormat.CONDA, count - old, new Spread(names, 1, BUILDS_IN_TURN), files, share);
            json.writeArrayPropertyStart("removed");
            json.writeEndArray();
            json.writeNumberProperty("repodata_version", 1);
            json.writeEndObject();
        }
        return index;
    }

    private void writeSection(
            JsonGenerator json, PackageFormat format, int count, Spread spread, PackageFiles files, ChannelShare share)
            throws IOException {
        json.writeObjectPropertyStart(format.section());
        int number = 0;
        for (int i = 0; number < count; i++) {
            PackageProfile profile = new PackageProfile(seed, i * spread.step(), spread.names());
            int builds = Math.min(count - number, BUILDS[i % BUILDS.length]);
            List<PackageBuild> sorted = IntStream.range(spread.firstBuild(), spread.firstBuild() + builds)
                    .mapToObj(profile::build)
                    .sorted(Comparator.comparing(PackageBuild::stem))
                    .toList();
            for (PackageBuild build : sorted) {
                if (share.has(number)) {
                    String fileName = build.stem() + format.suffix();
                    build.write(json, fileName, share.content(fileName, number), subdir.name(), files);
                }
                number++;
            }
        }
        json.writeEndObject();
    }

    /** Both sections take their names from one list; the smaller section takes every fourth. */
    private static int namesFor(int newer) {
        return (newer / BUILDS_IN_TURN + OLD_SHARE) * BUILDS.length;
    }

    /** Which names a section uses, and with which build of each it begins: newer formats hold newer versions. */
    private record Spread(PackageNames names, int step, int firstBuild) {}
}
