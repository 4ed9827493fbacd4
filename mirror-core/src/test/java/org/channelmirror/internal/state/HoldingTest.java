package org.channelmirror.internal.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.channelmirror.model.Channel;
import org.channelmirror.model.PackageFormat;
import org.channelmirror.spi.VersionToken;
import org.junit.jupiter.api.Test;

class HoldingTest {

    private static Holding holding() {
        return new Holding().begin(PackageFormat.CONDA, "a-1-0.conda".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void theOriginOutlivesAVerification() {
        Holding holding = holding();
        assertEquals(Origins.NO_CHANNEL, holding.origin());
        holding.origin(255).record(Long.MAX_VALUE, Integer.MAX_VALUE);
        holding.verified(Instant.parse("9999-12-31T23:59:59.999Z"), new VersionToken("t"));
        assertEquals(255, holding.origin());
        assertEquals(Long.MAX_VALUE, holding.recordOffset());
        assertEquals(Integer.MAX_VALUE, holding.recordLength());
        assertEquals(new VersionToken("t"), holding.token());
    }

    @Test
    void whatIsKnownOfARecordGoesWithIt() {
        Instant when = Instant.parse("2024-01-01T00:00:00Z");
        for (UnaryOperator<Holding> change : List.<UnaryOperator<Holding>>of(
                entry -> entry.record(7, 8),
                entry -> entry.size(2),
                entry -> entry.sha256(new byte[32]),
                entry -> entry.md5(new byte[16]),
                entry -> entry.verified(when, new VersionToken("other")),
                entry -> entry.revised(1, 2, OptionalLong.of(3)))) {
            Holding entry = holding().size(1).verified(when, new VersionToken("t"));
            entry.record(5, 6).known(0x8001, Long.MIN_VALUE, Long.MAX_VALUE);
            assertTrue(entry.isKnown());
            assertEquals(0x8001, entry.knownFlags());
            assertEquals(Long.MIN_VALUE, entry.knownTime());
            assertEquals(Long.MAX_VALUE, entry.knownNewest());
            assertEquals(new VersionToken("t"), entry.token());
            int length =
                    holding().verified(when, new VersionToken("t")).payload().remaining();
            assertFalse(change.apply(entry).isKnown());
            assertEquals(5 + (entry.recordOffset() == 7 ? 2 : 0), entry.recordOffset());
            assertTrue(entry.is(Holding.REVISED) || entry.payload().remaining() <= length + "other".length());
        }
        Holding revised = holding().revised(1, 2, OptionalLong.empty());
        assertFalse(revised.known(1, 2, 3).isKnown());
        assertEquals(2, revised.revisedLength());
    }

    @Test
    void aChannelKeepsItsNumber() {
        Origins first = Origins.EMPTY.with(List.of(channel("https://a/"), channel("https://b/")));
        Origins second = first.with(List.of(channel("https://c/"), channel("https://me:secret@b/t/tk-1/")));
        assertEquals(List.of("https://a/", "https://b/", "https://c/"), second.urls());
        assertEquals(2, second.number(channel("https://b/")));
        assertEquals(2, second.number(channel("https://b/t/tk-2/")));
        assertEquals(Optional.of("https://c/"), second.url(3));
        assertEquals(Origins.UNKNOWN, second.number(channel("https://d/")));
        assertEquals(Optional.empty(), second.url(Origins.UNKNOWN));
        assertEquals(Optional.empty(), second.url(Origins.NO_CHANNEL));
        assertEquals(Optional.empty(), second.url(4));
    }

    @Test
    void whatFindsNoPlaceIsUnknown() {
        Origins full = Origins.EMPTY.with(IntStream.range(0, 300)
                .mapToObj(i -> channel("https://c" + i + "/"))
                .toList());
        assertEquals(254, full.urls().size());
        assertEquals(254, full.number(channel("https://c253/")));
        assertEquals(Origins.UNKNOWN, full.number(channel("https://c254/")));
        assertTrue(full.url(254).isPresent());
    }

    private static Channel channel(String url) {
        return new Channel(URI.create(url));
    }
}
