package org.channelmirror.repodata;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Notes what a reader finds, one line each. */
final class Taken implements RepodataHandler {

    private final List<String> lines = new ArrayList<>();

    static List<String> read(InputStream in) throws IOException {
        Taken taken = new Taken();
        RepodataReader.read(in, taken);
        return taken.lines;
    }

    static List<String> read(byte[] document) throws IOException {
        return read(new ByteArrayInputStream(document));
    }

    static List<String> read(String document) throws IOException {
        return read(document.getBytes(StandardCharsets.UTF_8));
    }

    /** A stream that hands out at most so many bytes at a time. */
    static InputStream slow(byte[] document, int atMost) {
        return new FilterInputStream(new ByteArrayInputStream(document)) {
            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                return super.read(target, offset, Math.min(length, atMost));
            }
        };
    }

    private static String text(byte[] value) {
        return new String(value, StandardCharsets.UTF_8);
    }

    @Override
    public void record(RawRecord record) {
        byte[] json = Arrays.copyOfRange(record.buffer(), record.offset(), record.offset() + record.length());
        lines.add("record " + record.section() + " " + record.fileName() + " " + text(json) + " @"
                + record.sourceOffset() + "+" + record.sourceLength());
    }

    @Override
    public void removed(String fileName) {
        lines.add("removed " + fileName);
    }

    @Override
    public void info(String key, byte[] value) {
        lines.add("info " + key + " " + text(value));
    }

    @Override
    public void other(String key, byte[] value) {
        lines.add("other " + key + " " + text(value));
    }

    @Override
    public void begins(String key) {
        lines.add("begins " + key);
    }

    @Override
    public void signature(String fileName, TextRange value) {
        lines.add("signature " + fileName + " " + value.layout() + " @" + value.offset() + "+" + value.length());
    }

    @Override
    public void skipped(String key, long members) {
        lines.add("skipped " + key + " " + members);
    }
}
