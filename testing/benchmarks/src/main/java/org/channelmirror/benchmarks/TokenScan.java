package org.channelmirror.benchmarks;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** The baseline: Jackson with its defaults reads every token over a plain {@link FileInputStream}, and keeps none. */
final class TokenScan implements IndexPass {

    @Override
    public void run(Path repodata, Path target) throws IOException {
        long tokens = 0;
        try (InputStream in = new FileInputStream(repodata.toFile());
                JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), in)) {
            while (parser.nextToken() != null) {
                tokens++;
            }
        }
        if (tokens == 0) {
            throw new IOException(repodata + " holds no JSON");
        }
    }
}
