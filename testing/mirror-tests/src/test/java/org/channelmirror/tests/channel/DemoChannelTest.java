package org.channelmirror.tests.channel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Run with {@code -Dchannelmirror.demo.rewrite=true} to write the checked-in channel anew after a change. */
final class DemoChannelTest {

    private static final Path CHECKED_IN =
            Path.of("../../mirror-cli/src/main/resources/org/channelmirror/cli/demo/channel");
    private static final int FILE_LIMIT = 2048;

    @Test
    void theCheckedInChannelIsWhatTheGeneratorMakes(@TempDir Path folder) throws Exception {
        if (Boolean.getBoolean("channelmirror.demo.rewrite")) {
            DemoChannel.write(CHECKED_IN);
        }
        DemoChannel.write(folder);

        SortedMap<String, byte[]> expected = files(folder);
        SortedMap<String, byte[]> actual = files(CHECKED_IN);
        assertEquals(expected.keySet(), actual.keySet());
        expected.forEach((name, bytes) -> assertArrayEquals(bytes, actual.get(name), name));
    }

    @Test
    void thePackagesAreSmall(@TempDir Path folder) throws Exception {
        DemoChannel.write(folder)
                .packages()
                .forEach(made -> assertTrue(made.size() < FILE_LIMIT, made + " has " + made.size() + " bytes"));
    }

    private static SortedMap<String, byte[]> files(Path folder) throws Exception {
        SortedMap<String, byte[]> files = new TreeMap<>();
        try (var all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
            }
        }
        return files;
    }
}
