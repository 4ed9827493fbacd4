package org.channelmirror.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.util.Optional;
import org.channelmirror.model.Channel;
import org.junit.jupiter.api.Test;

class ChannelNameTest {

    @Test
    void hasANameAndAUrl() {
        assertChannel("conda-forge", "https://conda.anaconda.org/conda-forge", "conda-forge");
        assertChannel(
                "conda-forge",
                "https://conda.anaconda.org/conda-forge",
                "https://conda.anaconda.org/conda-forge/noarch");
        assertChannel("a/label/dev", "https://conda.anaconda.org/a/label/dev", "a/label/dev");
        assertChannel("defaults", "https://repo.anaconda.com/pkgs/main", "pkgs/main/linux-64");
        assertChannel("pkgs/free", "https://repo.anaconda.com/pkgs/free", "pkgs/free");
        assertChannel("https://h.example/c", "https://h.example/c", "https://h.example/c/");
        assertChannel("https://h.example/a!", "https://h.example/a!", "https://u:p@h.example/t/tk/a%21/osx-64/");
        assertChannel("file:///srv/t/c", "file:///srv/t/c", "/srv/t/c/linux-64");
        assertEquals(Optional.empty(), ChannelName.parse("defaults").url());
    }

    @Test
    void isThatOfAnUpstreamChannel() {
        Channel channel = new Channel(URI.create("https://user:secret@conda.anaconda.org/t/secret/conda-forge"));

        assertEquals(ChannelName.parse("conda-forge"), ChannelName.of(channel));
        assertEquals("conda-forge", ChannelName.of(channel).toString());
    }

    @Test
    void aSpecsNameIncludesChannelsOfThatNameElsewhere() {
        assertIncludes(true, "conda-forge", "https://mirror.example/conda-forge");
        assertIncludes(true, "conda-forge", "https://mirror.example/conda/conda-forge/linux-64");
        assertIncludes(true, "distr", "file:///srv/channels/distr");
        assertIncludes(true, "defaults", "https://repo.anaconda.com/pkgs/r");
        assertIncludes(true, "defaults", "defaults");
        assertIncludes(false, "pkgs/free", "defaults");
        assertIncludes(false, "conda-forge", "https://mirror.example/other/conda-forge");
    }

    @Test
    void aSpecsUrlIncludesOnlyItself() {
        assertIncludes(true, "https://repo.anaconda.com/pkgs/main", "pkgs/main");
        assertIncludes(false, "https://repo.anaconda.com/pkgs/main", "pkgs/r");
        assertIncludes(false, "https://a.example/c", "https://b.example/c");
        assertNotEquals(ChannelName.parse("pkgs/main"), ChannelName.parse("pkgs/r"));
    }

    @Test
    void anEmptyNameIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> ChannelName.parse(" / "));
    }

    private static void assertChannel(String name, String url, String text) {
        assertEquals(name, ChannelName.parse(text).toString());
        assertEquals(Optional.of(url), ChannelName.parse(text).url());
    }

    private static void assertIncludes(boolean expected, String spec, String channel) {
        assertEquals(expected, ChannelName.parse(spec).includes(ChannelName.parse(channel)), spec + " and " + channel);
    }
}
