package org.channelmirror.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Measures export and import as whole processes, in turn with the tools that do as much: {@code tar cf}, {@code sha256sum} and
 * {@code md5sum} to write an archive with its checksums, {@code sha256sum -c} and {@code tar xf} to take it; and with bare
 * {@code tar}. What the tools wrote is on the disk when {@code sync -f} ends them; the mirror's own commands see to that themselves.
 *
 * <p>A ratio is the speed of ours, seen from that of the tools: at 0.5 it takes twice as long. With {@code --bytes 0} the packages
 * are tiny, and their records those of a real channel. {@code --per-name 15} makes as many of each name as conda-forge has; otherwise
 * each is the only one of its name, so that an import writes as many shards as packages.
 */
final class ArchiveCommand implements Command {

    private static final double KILO = 1024;

    /** Where many files were deleted a moment ago, making new ones takes long: they all stay to the end. */
    private static final int FEW = 1000;

    @Override
    public Set<String> optionNames() {
        return Set.of("files", "bytes", "per-name", "pairs");
    }

    @Override
    public void run(Options options) throws Exception {
        int files = options.positive("files", 10_000);
        long bytes = Long.parseLong(options.text("bytes", "20000"));
        int perName = options.positive("per-name", 1);
        int pairs = options.positive("pairs", 5);
        System.out.println(Machine.describe());
        WorkFolder work = WorkFolder.open();
        Path channel = bytes == 0 ? GeneratedIndex.channel(work, files) : SizedChannel.of(work, files, bytes, perName);
        MirrorFolder mirror = new MirrorFolder(work.empty("archive-near"));
        mirror.link(channel);
        mirror.sync(channel.toUri()).run();
        Path out = work.empty("archive-out");
        Path far = work.empty("archive-far");
        System.out.printf(Locale.ROOT, "%,d packages of %,d bytes, %d of each name%n", files, bytes, perName);
        Path ours = out.resolve("ours.tar");
        try {
            Contest export = new Contest("export", out);
            for (int i = 0; i < pairs; i++) {
                export.run(
                        mirror.command("export", ours.toString()),
                        "tar cf tools.tar -C '" + mirror.root()
                                + "/conda' anaconda && sha256sum tools.tar >tools.tar.sha256"
                                + " && md5sum tools.tar >tools.tar.md5 && sync -f tools.tar",
                        "tar cf bare.tar -C '" + mirror.root() + "/conda' anaconda && sync -f bare.tar");
            }
            export.print();
            Contest take = new Contest("import", out);
            for (int i = 0; i < pairs; i++) {
                if (files < FEW) {
                    WorkFolder.delete(far);
                }
                Path here = far.resolve(String.valueOf(i));
                MirrorFolder taken = new MirrorFolder(here.resolve("ours"));
                take.run(
                        taken.command("import", ours.toString()),
                        "sha256sum -c ours.tar.sha256 && mkdir -p " + here + "/tools && tar xf ours.tar -C " + here
                                + "/tools && sync -f " + here,
                        "mkdir -p " + here + "/bare && tar xf ours.tar -C " + here + "/bare && sync -f " + here);
                compare(mirror, taken);
            }
            take.print();
        } finally {
            WorkFolder.delete(out);
            WorkFolder.delete(far);
        }
    }

    private static void compare(MirrorFolder near, MirrorFolder far) throws IOException {
        for (String name : List.of("repodata.json", "repodata.json.zst")) {
            Path file = Path.of("conda", "anaconda", GeneratedIndex.SUBDIR.name(), name);
            if (!Arrays.equals(
                    Files.readAllBytes(near.root().resolve(file)),
                    Files.readAllBytes(far.root().resolve(file)))) {
                throw new IllegalStateException("the far side's " + name + " differs from the near side's");
            }
        }
    }

    /** Ours and theirs, one after the other. */
    private static final class Contest {

        private final String name;
        private final Path folder;
        private final List<Double> ours = new ArrayList<>();
        private final List<Double> toTools = new ArrayList<>();
        private final List<Double> toTar = new ArrayList<>();
        private long peak;

        Contest(String name, Path folder) {
            this.name = name;
            this.folder = folder;
        }

        void run(List<String> command, String tools, String tar) throws IOException, InterruptedException {
            ChildProcess.Result mine = settled(command);
            double theirs = settled(shell(tools)).seconds();
            double bare = settled(shell(tar)).seconds();
            System.out.printf(
                    Locale.ROOT,
                    "%s %.3f s, the tools %.3f s, bare tar %.3f s, peak resident %.1f MiB%n",
                    name,
                    mine.seconds(),
                    theirs,
                    bare,
                    mine.peakKilobytes() / KILO);
            ours.add(mine.seconds());
            toTools.add(theirs / mine.seconds());
            toTar.add(bare / mine.seconds());
            peak = Math.max(peak, mine.peakKilobytes());
        }

        /** What others left to write must not be waited for by whoever comes next. */
        private ChildProcess.Result settled(List<String> command) throws IOException, InterruptedException {
            new ChildProcess(List.of("sync"), folder.resolve("log")).run();
            return new ChildProcess(command, folder.resolve("log")).run();
        }

        private List<String> shell(String script) {
            return List.of("sh", "-c", "cd '" + folder + "' && " + script);
        }

        void print() {
            System.out.println(name + " seconds:      " + new Samples(ours));
            System.out.println(name + " to the tools: " + new Samples(toTools));
            System.out.println(name + " to bare tar:  " + new Samples(toTar));
            System.out.printf(Locale.ROOT, "%s peak resident %.1f MiB%n", name, peak / KILO);
        }
    }
}
