package org.channelmirror.internal.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
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
        assertEquals(Origins.UNKNOWN, holding.origin());
        holding.origin(255).record(Long.MAX_VALUE, Integer.MAX_VALUE);
        holding.verified(Instant.parse("9999-12-31T23:59:59.999Z"), new VersionToken("t"));
        assertEquals(255, holding.origin());
        assertEquals(Long.MAX_VALUE, holding.recordOffset());
        assertEquals(Integer.MAX_VALUE, holding.recordLength());
        assertEquals(new VersionToken("t"), holding.token());
    }

    @Test
    void aChannelKeepsItsNumber() {
        Origins first = Origins.NONE.with(List.of("a", "b"));
        Origins second = first.with(List.of("c", "b"));
        assertEquals(List.of("a", "b", "c"), second.urls());
        assertEquals(2, second.number("b"));
        assertEquals(Optional.of("c"), second.url(3));
        assertEquals(Optional.empty(), second.url(Origins.UNKNOWN));
        assertEquals(Optional.empty(), second.url(4));
    }

    @Test
    void whatFindsNoPlaceIsUnknown() {
        Origins full =
                Origins.NONE.with(IntStream.range(0, 300).mapToObj(i -> "c" + i).toList());
        assertEquals(255, full.urls().size());
        assertEquals(255, full.number("c254"));
        assertEquals(Origins.UNKNOWN, full.number("c255"));
        assertTrue(full.url(255).isPresent());
    }
}
