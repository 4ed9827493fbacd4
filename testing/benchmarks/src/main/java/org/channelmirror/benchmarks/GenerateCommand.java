package org.channelmirror.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.channelmirror.benchmarks.generator.RepodataGenerator;
import org.channelmirror.model.Subdir;

/** Writes a channel of any size to a folder. */
final class GenerateCommand implements Command {

    @Override
    public Set<String> optionNames() {
        return Set.of("records", "out", "subdir", "files", "seed");
    }

    @Override
    public void run(Options options) throws Exception {
        int records = options.positive("records", 300_000);
        Path out = Path.of(options.text("out"));
        String subdir = options.text("subdir", GeneratedIndex.SUBDIR.name());
        String files = options.text("files", "none");
        if (records > RepodataGenerator.MAX_RECORDS || !Subdir.isValid(subdir)) {
            throw new UsageException("--records is at most " + RepodataGenerator.MAX_RECORDS
                    + ", and --subdir has a form like linux-64");
        }
        if (!files.equals("none") && !files.equals("tiny")) {
            throw new UsageException("--files is none or tiny, not " + files);
        }
        RepodataGenerator generator = new RepodataGenerator(options.positive("seed", 1), records, new Subdir(subdir));
        Path index = files.equals("none") ? generator.writeIndex(out) : generator.writeChannel(out);
        System.out.printf(
                Locale.ROOT,
                "%s: %,d records, %,d bytes, %d a record%n",
                index,
                records,
                Files.size(index),
                Files.size(index) / records);
    }
}
