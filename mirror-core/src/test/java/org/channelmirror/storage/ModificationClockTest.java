package org.channelmirror.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModificationClockTest {

    private static final Instant NOW = Instant.parse("2024-05-06T07:08:09.123456789Z");

    @Test
    void noTimeIsGivenTwice() {
        ModificationClock clock = new ModificationClock(Clock.fixed(NOW, ZoneOffset.UTC));
        for (int i = 0; i < 10; i++) {
            assertEquals(FileTime.from(NOW.plusNanos(i)), clock.next());
        }
    }

    @Test
    void aForcedFileHasTheTimeThatItIsGiven(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("file");
        try (DiskFile open = Disk.system().openForAppend(file)) {
            open.force(FileTime.from(NOW));
        }
        assertEquals(FileTime.from(NOW), Files.getLastModifiedTime(file));
    }
}
