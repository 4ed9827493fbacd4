package org.channelmirror.internal.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.CRC32C;
import org.channelmirror.api.BrokenDependency;
import org.channelmirror.api.UninstallableNames;
import org.channelmirror.internal.frames.DamagedFileException;
import org.channelmirror.internal.transport.Validator;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.VersionToken;
import org.junit.jupiter.api.Test;

class StateTextTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.5Z");

    private static SubdirState state() {
        return new SubdirState(
                7,
                SubdirState.Completeness.PARTIAL,
                "abc",
                3,
                1234567890123L,
                NOW,
                List.of(new PublishedFile("repodata.json", new VersionToken("1-2-3"), "00ff")),
                List.of(
                        new IndexInput(
                                "https://host/\u00e4\tb\\n/x",
                                new Validator(Optional.of("\"e\\t\""), Optional.empty())),
                        new IndexInput("file:///c", new Validator(Optional.empty(), Optional.of("Mon, 1\r\n"))),
                        new IndexInput(
                                "file:///shards",
                                Validator.NONE,
                                Optional.of(new IndexInput.Kept(
                                        7, "file:///whole", new Validator(Optional.of("\"x\""), Optional.empty()))))),
                new Origins(List.of("https://host/\u00e4\tb/", "file:///c/")),
                new SubdirState.Times(Optional.of(NOW), OptionalLong.of(9)));
    }

    @Test
    void anyFieldsComeBack() throws IOException {
        List<String> nasty = List.of("", "\t", "\n", "\\", "\\t", "\r\n", "\\\\n", "\u00e4\ud83d\ude00", "checksum");
        StateText text = new StateText();
        text.add(nasty.toArray(String[]::new));
        text.add("checksum", "0");
        assertEquals(
                List.of(nasty, List.of("checksum", "0")),
                StateText.decode(text.encode()).lines());
    }

    @Test
    void statesComeBack() throws IOException {
        assertEquals(state(), SubdirState.decode(state().encode()));
        AccountState account = new AccountState(
                Map.of("https://host/a", NOW, "https://host/b", NOW.plusSeconds(1)),
                Map.of(
                        "https://host/",
                        new AccountState.ChannelSubdirs(
                                new Validator(Optional.of("e"), Optional.empty()),
                                List.of(new Subdir("linux-64"), Subdir.NOARCH)),
                        "https://other/",
                        new AccountState.ChannelSubdirs(Validator.NONE, List.of())),
                AccountState.Names.UNSETTLED);
        assertEquals(account, AccountState.decode(account.encode()));
        DependencyState dependencies = new DependencyState(
                DependencyState.Standing.SETTLED,
                20_000,
                List.of(new BrokenDependency("a", "a\t>=1", "why\n", 3)),
                new UninstallableNames(30_000, List.of("a", "b\tc")));
        assertEquals(dependencies, DependencyState.decode(dependencies.encode()));
        assertEquals(DependencyState.NONE, DependencyState.decode(DependencyState.NONE.encode()));
    }

    @Test
    void anyDamageIsFound() {
        byte[] whole = state().encode();
        for (int i = 0; i < whole.length; i++) {
            byte[] flipped = whole.clone();
            flipped[i] ^= 1;
            assertThrows(DamagedFileException.class, () -> SubdirState.decode(flipped), "byte " + i);
            byte[] cut = Arrays.copyOf(whole, i);
            assertThrows(DamagedFileException.class, () -> SubdirState.decode(cut), "cut after " + i);
        }
        byte[] longer = Arrays.copyOf(whole, whole.length + 1);
        assertThrows(DamagedFileException.class, () -> SubdirState.decode(longer));
    }

    @Test
    void aNewerVersionIsNotTakenForDamage() {
        String body = "channel-mirror-state\t2\nwhatever\n";
        CRC32C crc = new CRC32C();
        crc.update(body.getBytes(StandardCharsets.UTF_8));
        String whole = body + "checksum\t" + Long.toHexString(crc.getValue()) + "\n";
        NewerVersionException e = assertThrows(
                NewerVersionException.class, () -> SubdirState.decode(whole.getBytes(StandardCharsets.UTF_8)));
        assertTrue(String.valueOf(e.getMessage()).contains("version 2"), e.getMessage());
    }

    @Test
    void aMissingLineIsDamage() {
        StateText text = new StateText();
        text.add("generation", "1");
        DamagedFileException e = assertThrows(DamagedFileException.class, () -> SubdirState.decode(text.encode()));
        assertFalse(e instanceof NewerVersionException);
    }
}
