package org.channelmirror.internal.state;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.channelmirror.internal.frames.DamagedFileException;
import org.channelmirror.internal.transport.Validator;
import org.channelmirror.spi.VersionToken;

/**
 * What is in force for one subdir of one account: the content of its {@code CURRENT} file.
 *
 * @param generation counts the publications
 * @param complete whether everything that was selected had arrived
 * @param settings a fingerprint of what was asked for
 * @param packages how many packages the published index lists
 * @param bytes their sizes
 * @param published when
 * @param files the published index files
 * @param inputs the upstream indexes it was made from, in the channels' order
 * @param origins the channels that the catalog's numbers stand for
 * @param times what filters that go by time need to know
 */
public record SubdirState(
        long generation,
        Completeness complete,
        String settings,
        long packages,
        long bytes,
        Instant published,
        List<PublishedFile> files,
        List<IndexInput> inputs,
        Origins origins,
        Times times) {

    /** Where the number of what is kept stands in the line of an input. */
    private static final int KEPT = 4;

    /**
     * What filters that go by time need to know at the next run.
     *
     * @param nextChange until when the same indexes are decided on in the same way
     * @param seen the number of the file that says when files were seen first
     */
    public record Times(Optional<Instant> nextChange, OptionalLong seen) {

        /** Time changes nothing. */
        public static final Times NONE = new Times(Optional.empty(), OptionalLong.empty());
    }

    /** Whether a later run has something to catch up on. */
    public enum Completeness {
        COMPLETE,
        PARTIAL
    }

    public SubdirState {
        Objects.requireNonNull(complete, "complete");
        Objects.requireNonNull(settings, "settings");
        Objects.requireNonNull(published, "published");
        Objects.requireNonNull(times, "times");
        files = List.copyOf(files);
        inputs = List.copyOf(inputs);
        Objects.requireNonNull(origins, "origins");
    }

    /** The same, which no sync takes for what it asks for: the next one decides anew. */
    public SubdirState undecided() {
        return new SubdirState(generation, complete, "", packages, bytes, published, files, inputs, origins, times);
    }

    /** The same, but for the index files and the generation that they belong to. */
    public SubdirState withFiles(long number, List<PublishedFile> now) {
        return new SubdirState(number, complete, settings, packages, bytes, published, now, inputs, origins, times);
    }

    /** The same, of which nobody knows what it was made from. */
    public SubdirState withoutInputs() {
        return new SubdirState(
                generation, complete, settings, packages, bytes, published, files, List.of(), origins, times);
    }

    /** The same with other index files. */
    public SubdirState withFiles(List<PublishedFile> now) {
        return new SubdirState(generation, complete, settings, packages, bytes, published, now, inputs, origins, times);
    }

    public Optional<PublishedFile> file(String name) {
        return files.stream().filter(file -> file.name().equals(name)).findFirst();
    }

    /** The index that was read below a URL without secrets. */
    public Optional<IndexInput> input(String folder) {
        return inputs.stream().filter(input -> input.url().startsWith(folder)).findFirst();
    }

    /** The same with other index files. */
    public SubdirState with(List<PublishedFile> others) {
        return new SubdirState(
                generation, complete, settings, packages, bytes, published, others, inputs, origins, times);
    }

    byte[] encode() {
        StateText text = new StateText();
        text.add("generation", Long.toString(generation));
        text.add("complete", complete.name());
        text.add("settings", settings);
        text.add("packages", Long.toString(packages));
        text.add("bytes", Long.toString(bytes));
        text.add("published", published.toString());
        files.forEach(file -> text.add("file", file.name(), file.token().value(), file.sha256()));
        inputs.forEach(input -> text.add(fields(input)));
        origins.urls().forEach(url -> text.add("origin", url));
        times.nextChange().ifPresent(time -> text.add("next-change", time.toString()));
        times.seen().ifPresent(number -> text.add("seen", Long.toString(number)));
        return text.encode();
    }

    static SubdirState decode(byte[] bytes) throws DamagedFileException {
        StateText text = StateText.decode(bytes);
        List<PublishedFile> files = new ArrayList<>();
        List<IndexInput> inputs = new ArrayList<>();
        List<String> origins = new ArrayList<>();
        for (List<String> line : text.lines()) {
            if (line.get(0).equals("file")) {
                files.add(new PublishedFile(line.get(1), new VersionToken(line.get(2)), line.get(3)));
            } else if (line.get(0).equals("input")) {
                inputs.add(new IndexInput(line.get(1), validator(line, 2), kept(line)));
            } else if (line.get(0).equals("origin")) {
                origins.add(line.get(1));
            }
        }
        return new SubdirState(
                Long.parseLong(value(text, "generation")),
                Completeness.valueOf(value(text, "complete")),
                value(text, "settings"),
                Long.parseLong(value(text, "packages")),
                Long.parseLong(value(text, "bytes")),
                Instant.parse(value(text, "published")),
                files,
                inputs,
                new Origins(origins),
                new Times(
                        optionalValue(text, "next-change").map(Instant::parse),
                        optionalValue(text, "seen").stream()
                                .mapToLong(Long::parseLong)
                                .findFirst()));
    }

    private static String[] fields(IndexInput input) {
        List<String> fields = new ArrayList<>(List.of("input", input.url()));
        add(fields, input.validator());
        input.kept().ifPresent(kept -> {
            fields.add(Long.toString(kept.number()));
            fields.add(kept.wholeUrl());
            add(fields, kept.whole());
        });
        return fields.toArray(String[]::new);
    }

    private static void add(List<String> fields, Validator validator) {
        fields.add(validator.etag().orElse(""));
        fields.add(validator.lastModified().orElse(""));
    }

    private static Validator validator(List<String> line, int at) {
        return new Validator(optional(line.get(at)), optional(line.get(at + 1)));
    }

    /** Earlier programs kept nothing of an input. */
    private static Optional<IndexInput.Kept> kept(List<String> line) {
        return line.size() <= KEPT
                ? Optional.empty()
                : Optional.of(new IndexInput.Kept(
                        Long.parseLong(line.get(KEPT)), line.get(KEPT + 1), validator(line, KEPT + 2)));
    }

    private static String value(StateText text, String key) throws DamagedFileException {
        return optionalValue(text, key).orElseThrow(() -> new DamagedFileException("it has no line \"" + key + "\""));
    }

    private static Optional<String> optionalValue(StateText text, String key) {
        return text.lines().stream()
                .filter(line -> line.get(0).equals(key))
                .map(line -> line.get(1))
                .findFirst();
    }

    private static Optional<String> optional(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}
