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

    byte[] encode() {
        StateText text = new StateText();
        text.add("generation", Long.toString(generation));
        text.add("complete", complete.name());
        text.add("settings", settings);
        text.add("packages", Long.toString(packages));
        text.add("bytes", Long.toString(bytes));
        text.add("published", published.toString());
        files.forEach(file -> text.add("file", file.name(), file.token().value(), file.sha256()));
        inputs.forEach(input -> text.add(
                "input",
                input.url(),
                input.validator().etag().orElse(""),
                input.validator().lastModified().orElse("")));
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
                inputs.add(new IndexInput(line.get(1), new Validator(optional(line.get(2)), optional(line.get(3)))));
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
