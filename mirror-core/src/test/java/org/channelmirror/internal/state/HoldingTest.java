package org.channelmirror.internal.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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
