package org.channelmirror.internal.shards;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.channelmirror.model.PackageFileName;
import org.channelmirror.model.PackageFormat;
import org.channelmirror.repodata.RecordReader;
import org.channelmirror.repodata.Section;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessagePackException;
import org.msgpack.core.MessageUnpacker;
import org.msgpack.value.ValueType;

/** Reads upstream's shards, one name's at a time: its records come out as JSON. Not thread-safe. */
public final class ShardReader {

    /** What a shard may have, as it is fetched and uncompressed; no client takes more. */
    public static final int MAX_BYTES = 16 << 20;

    /** A record has to find room in the memory of who reads indexes. */
    private static final int MAX_RECORD = 8 << 20;

    private final RecordReader reader = new RecordReader();
    private final JsonText json;

    /** A reader for a channel whose index is written in this way. */
    public ShardReader(JsonStyle style) {
        this.json = new JsonText(style, MAX_RECORD);
    }

    /** Takes a record. */
    @FunctionalInterface
    public interface Records {
        void record(PackageFormat format, String fileName, byte[] json, int length) throws IOException;
    }

    /**
     * Reads a shard.
     *
     * @param compressed its file
     * @param name whose it is
     * @throws DoubtfulShardsException if it is not one, or says what cannot be carried over
     */
    public void read(byte[] compressed, String name, Records records) throws IOException, DoubtfulShardsException {
        byte[] plain = inflated(compressed);
        try (MessageUnpacker in = MessagePack.newDefaultUnpacker(plain)) {
            ValueUnpacker values = new ValueUnpacker(in, plain.length, plain.length);
            int members = in.unpackMapHeader();
            for (int i = 0; i < members; i++) {
                member(JsonText.decoded(values.text()), in, values, name, records);
            }
            if (in.getTotalReadBytes() != plain.length) {
                throw new DoubtfulShardsException("something follows it");
            }
        } catch (MessagePackException e) {
            throw new DoubtfulShardsException("it is no MessagePack of a shard", e);
        }
    }

    private void member(String key, MessageUnpacker in, ValueUnpacker values, String name, Records records)
            throws IOException, DoubtfulShardsException {
        switch (key) {
            case "packages" -> section(Section.PACKAGES, in, values, name, records);
            case "packages.conda" -> section(Section.PACKAGES_CONDA, in, values, name, records);
            case "removed" -> removed(in, values);
            default -> nothing(key, in, values);
        }
    }

    private void section(Section section, MessageUnpacker in, ValueUnpacker values, String name, Records records)
            throws IOException, DoubtfulShardsException {
        int count = in.unpackMapHeader();
        for (int i = 0; i < count; i++) {
            String fileName = JsonText.decoded(values.text());
            json.clear();
            values.record(json);
            if (!PackageFileName.isValid(fileName)
                    || PackageFormat.of(fileName).orElseThrow() != section.format()
                    || !PackageNames.ofFile(fileName).equals(name)
                    || !nameIn(section, fileName).equals(name)) {
                throw new DoubtfulShardsException("it has a record that is none of a package of its name");
            }
            records.record(section.format(), fileName, json.bytes(), json.length());
        }
    }

    private String nameIn(Section section, String fileName) {
        return reader.read(section, fileName, json.bytes(), 0, json.length()).name();
    }

    /** What is gone is known from its absence. */
    private static void removed(MessageUnpacker in, ValueUnpacker values) throws IOException, DoubtfulShardsException {
        int count = in.unpackArrayHeader();
        for (int i = 0; i < count; i++) {
            values.text();
        }
    }

    /** What is not known may list packages, unless there is nothing in it. */
    private static void nothing(String key, MessageUnpacker in, ValueUnpacker values)
            throws IOException, DoubtfulShardsException {
        boolean isEmpty = switch (in.getNextFormat().getValueType()) {
            case NIL -> {
                in.unpackNil();
                yield true;
            }
            case ARRAY -> in.unpackArrayHeader() == 0;
            case MAP -> isHollow(in, values);
            default -> false;
        };
        if (!isEmpty) {
            String shown = key.length() > 40 ? "something" : '"' + key.replaceAll("\\p{Cntrl}", "?") + '"';
            throw new DoubtfulShardsException("it has " + shown + ", which is not read from shards");
        }
    }

    private static boolean isHollow(MessageUnpacker in, ValueUnpacker values)
            throws IOException, DoubtfulShardsException {
        int members = in.unpackMapHeader();
        for (int i = 0; i < members; i++) {
            values.text();
            if (in.getNextFormat().getValueType() != ValueType.MAP || in.unpackMapHeader() > 0) {
                return false;
            }
        }
        return true;
    }

    private static byte[] inflated(byte[] compressed) throws DoubtfulShardsException {
        try (InputStream in = new ZstdInputStreamNoFinalizer(new ByteArrayInputStream(compressed))) {
            byte[] plain = in.readNBytes(MAX_BYTES + 1);
            if (plain.length > MAX_BYTES) {
                throw new DoubtfulShardsException("it has more than " + MAX_BYTES + " bytes when it is decompressed");
            }
            return plain;
        } catch (IOException e) {
            throw new DoubtfulShardsException("it cannot be decompressed", e);
        }
    }
}
