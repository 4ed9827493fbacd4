package org.channelmirror.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.testkit.channel.ChannelBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests for {@link MirrorChannel}: what the README shows runs. */
final class MirrorChannelTest {

    @Test
    void mirrors(@TempDir Path folder) throws Exception {
        Path upstream = folder.resolve("upstream");
        ChannelBuilder channel = ChannelBuilder.at(upstream);
        channel.subdir("linux-64").pkg("numpy", "1.26.4", "py312_0");
        channel.subdir("win-64").pkg("numpy", "1.26.4", "py312_0");
        channel.write();

        MirrorReport report = MirrorChannel.mirror(upstream.toUri(), folder.resolve("mirror"));

        assertTrue(report.isComplete());
        assertEquals(1, report.downloaded());
        assertTrue(Files.exists(folder.resolve("mirror/conda/anaconda/linux-64/numpy-1.26.4-py312_0.conda")));
    }

    @Test
    void theReadmeShowsTheseLines() throws Exception {
        String source = Files.readString(Path.of("src/main/java/org/channelmirror/examples/MirrorChannel.java"));
        String shown =
                source.split("        // README\n", -1)[1].stripTrailing().stripIndent();

        String readme = Files.readString(Path.of("../README.md"));

        assertTrue(readme.contains("```java\n" + shown + "\n```"), "the README's Java is not the example's:\n" + shown);
    }
}
