package org.channelmirror.testkit.channel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.channelmirror.model.PackageFormat;
import org.jspecify.annotations.Nullable;

/**
 * Describes one package and its record. By default it is an intact {@code .conda} without dependencies and licence, with a
 * small payload that follows from its name. Not thread-safe.
 */
public final class PackageBuilder {

    private static final Instant DEFAULT_TIME = Instant.parse("2024-01-01T00:00:00Z");

    private final SubdirBuilder subdir;
    private final SortedMap<String, @Nullable Object> metadata = new TreeMap<>();
    private final SortedMap<String, @Nullable Object> overrides = new TreeMap<>();
    private final Set<RecordField> omitted = EnumSet.noneOf(RecordField.class);
    private final String name;
    private final String stem;
    private PackageFormat format = PackageFormat.CONDA;
    private @Nullable String fileName;
    private @Nullable Damage damage;
    private Listing listing = Listing.PACKAGES;
    private @Nullable String signature;
    private byte[] payload;

    PackageBuilder(SubdirBuilder subdir, String name, String version, String build) {
        this.subdir = subdir;
        this.name = name;
        this.stem = name + "-" + version + "-" + build;
        this.payload = (stem + " for " + subdir.name() + "\n").getBytes(StandardCharsets.UTF_8);
        metadata.put("name", name);
        metadata.put("version", version);
        metadata.put("build", build);
        metadata.put("build_number", buildNumberOf(build));
        metadata.put("depends", List.of());
        metadata.put("subdir", subdir.name());
        metadata.put("timestamp", DEFAULT_TIME.toEpochMilli());
        if (subdir.name().equals("noarch")) {
            metadata.put("noarch", "generic");
        }
    }

    /**
     * Sets the archive format. The default is {@code .conda}.
     *
     * @param format the format
     * @return this builder
     */
    public PackageBuilder format(PackageFormat format) {
        this.format = format;
        return this;
    }

    /**
     * Sets the build number. The default is the number that ends the build string, else 0.
     *
     * @param number the number
     * @return this builder
     */
    public PackageBuilder buildNumber(int number) {
        metadata.put("build_number", number);
        return this;
    }

    /**
     * Sets the dependencies. The default is none.
     *
     * @param specs match specs
     * @return this builder
     */
    public PackageBuilder depends(String... specs) {
        metadata.put("depends", List.of(specs));
        return this;
    }

    /**
     * Sets the licence. By default the field is missing.
     *
     * @param license the licence's text
     * @return this builder
     */
    public PackageBuilder license(String license) {
        metadata.put("license", license);
        return this;
    }

    /**
     * Sets the licence's family. By default the field is missing.
     *
     * @param family such as {@code MIT} or {@code GPL3}
     * @return this builder
     */
    public PackageBuilder licenseFamily(String family) {
        metadata.put("license_family", family);
        return this;
    }

    /**
     * Sets the kind of a package for every platform. The default is {@code generic} in noarch, else missing.
     *
     * @param kind {@code generic} or {@code python}
     * @return this builder
     */
    public PackageBuilder noarch(String kind) {
        metadata.put("noarch", kind);
        return this;
    }

    /**
     * Sets when the package was built. The default is the beginning of 2024.
     *
     * @param time written in milliseconds
     * @return this builder
     */
    public PackageBuilder timestamp(Instant time) {
        metadata.put("timestamp", time.toEpochMilli());
        return this;
    }

    /**
     * Sets what the package installs; another payload makes it another file of the same name, as after a second upload.
     *
     * @param bytes the content of its one file
     * @return this builder
     */
    public PackageBuilder payload(byte[] bytes) {
        this.payload = bytes.clone();
        return this;
    }

    /**
     * Makes the package about as large as asked, by a payload that does not compress.
     *
     * @param bytes the length of the payload
     * @return this builder
     */
    public PackageBuilder payloadSize(int bytes) {
        byte[] random = new byte[bytes];
        new SplittableRandom(stem.hashCode()).nextBytes(random);
        return payload(random);
    }

    /**
     * Sets any field of the record in repodata; the package itself keeps its own value, as with a hotfix.
     *
     * @param key the JSON key
     * @param value a String, Number, Boolean, Map, Iterable, {@link RawJson} or null
     * @return this builder
     */
    public PackageBuilder field(String key, @Nullable Object value) {
        overrides.put(key, value);
        return this;
    }

    /**
     * Leaves fields out of the record.
     *
     * @param fields which
     * @return this builder
     */
    public PackageBuilder without(RecordField... fields) {
        omitted.addAll(List.of(fields));
        return this;
    }

    /**
     * Damages the file on disk; the record stays right. By default the file is intact.
     *
     * @param damage what is wrong with it
     * @return this builder
     */
    public PackageBuilder damaged(Damage damage) {
        this.damage = damage;
        return this;
    }

    /**
     * Sets the record's key. The default is {@code <name>-<version>-<build>} and the format's suffix.
     *
     * @param fileName any text; one that is not a plain file name needs {@link Damage#ABSENT}
     * @return this builder
     */
    public PackageBuilder fileName(String fileName) {
        this.fileName = fileName;
        return this;
    }

    /**
     * Sets when a server indexed the package first (CEP 47). By default the field is missing.
     *
     * @param time written in milliseconds
     * @return this builder
     */
    public PackageBuilder indexed(Instant time) {
        return field("indexed_timestamp", time.toEpochMilli());
    }

    /**
     * Sets where the index lists the package. The default is {@link Listing#PACKAGES}.
     *
     * @param listing where
     * @return this builder
     */
    public PackageBuilder listing(Listing listing) {
        this.listing = listing;
        return this;
    }

    /**
     * Gives the record a signature, which is no real one. By default it has none.
     *
     * @param text what stands for the signature
     * @return this builder
     */
    public PackageBuilder signature(String text) {
        this.signature = text;
        return this;
    }

    /**
     * Adds the next package to the same subdir.
     *
     * @param name the package's name
     * @param version its version
     * @param build its build string
     * @return the next package's builder
     */
    public PackageBuilder pkg(String name, String version, String build) {
        return subdir.pkg(name, version, build);
    }

    /**
     * Goes on with a subdir of the same channel.
     *
     * @param name the subdir's name
     * @return its builder
     */
    public SubdirBuilder subdir(String name) {
        return subdir.subdir(name);
    }

    /**
     * Writes the whole channel, as {@link ChannelBuilder#write()} does.
     *
     * @return what was written
     * @throws IOException if the folder cannot be written
     */
    public MadeChannel write() throws IOException {
        return subdir.write();
    }

    String name() {
        return name;
    }

    String key() {
        return fileName == null ? stem + format.suffix() : fileName;
    }

    String section() {
        return format.section();
    }

    boolean isListedAtTheTop() {
        return listing != Listing.V3;
    }

    boolean isListedInV3() {
        return listing != Listing.PACKAGES;
    }

    /** The key of its record in {@code v3}. */
    String stem() {
        return key().endsWith(format.suffix())
                ? key().substring(0, key().length() - format.suffix().length())
                : key();
    }

    Optional<Map<String, Object>> signatures() {
        return Optional.ofNullable(signature).map(text -> Map.of("key", Map.of("signature", text)));
    }

    Optional<Long> indexedTimestamp() {
        return Optional.ofNullable((Long) overrides.get("indexed_timestamp"));
    }

    MadePackage make() throws IOException {
        return new MadePackage(subdir.name(), key(), new PackageContents(name, metadata, payload).pack(format, stem));
    }

    /** What lies on disk for the package, or empty if nothing does. */
    Optional<byte[]> stored(MadePackage made) {
        return damage == null ? Optional.of(made.bytes()) : damage.apply(made.bytes());
    }

    Map<String, @Nullable Object> record(MadePackage made) {
        SortedMap<String, @Nullable Object> record = new TreeMap<>(metadata);
        record.put(RecordField.SIZE.key(), made.size());
        record.put(RecordField.SHA256.key(), made.sha256());
        record.put(RecordField.MD5.key(), made.md5());
        omitted.forEach(field -> record.remove(field.key()));
        record.putAll(overrides);
        return record;
    }

    private static int buildNumberOf(String build) {
        String digits = build.substring(build.lastIndexOf('_') + 1);
        return digits.matches("\\d{1,9}") ? Integer.parseInt(digits) : 0;
    }
}
