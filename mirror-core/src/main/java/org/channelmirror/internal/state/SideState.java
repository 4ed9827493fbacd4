package org.channelmirror.internal.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.channelmirror.internal.frames.DamagedFileException;
import org.channelmirror.internal.transport.Validator;
import org.channelmirror.spi.VersionToken;

/**
 * What is in force of the files beside a subdir's index, or beside the subdirs of an account.
 *
 * @param sides one for each that is published, sorted by name
 */
public record SideState(List<Side> sides) {

    /** No such file is published. */
    public static final SideState NONE = new SideState(List.of());

    /**
     * One of them, in all its forms.
     *
     * @param name the file's name without that of a compression
     * @param listing tells the index, or the indexes, that it was made for
     * @param files what is published
     * @param inputs the upstream files that it was made from, in the channels' order; none if it must be made anew
     */
    public record Side(String name, String listing, List<PublishedFile> files, List<IndexInput> inputs) {

        public Side {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(listing, "listing");
            files = List.copyOf(files);
            inputs = List.copyOf(inputs);
        }

        /** The upstream file that was read below a URL without secrets. */
        public Optional<IndexInput> input(String folder) {
            return inputs.stream()
                    .filter(input -> input.url().startsWith(folder))
                    .findFirst();
        }

        /** The same with other published files. */
        public Side with(List<PublishedFile> others) {
            return new Side(name, listing, others, inputs);
        }
    }

    public SideState {
        sides = List.copyOf(sides);
    }

    public Optional<Side> side(String name) {
        return sides.stream().filter(side -> side.name().equals(name)).findFirst();
    }

    /** The same with this one in place of what is known of it. */
    public SideState with(Side side) {
        SortedMap<String, Side> all = byName();
        all.put(side.name(), side);
        return new SideState(List.copyOf(all.values()));
    }

    /** The same without one. */
    public SideState without(String name) {
        SortedMap<String, Side> all = byName();
        all.remove(name);
        return new SideState(List.copyOf(all.values()));
    }

    private SortedMap<String, Side> byName() {
        TreeMap<String, Side> all = new TreeMap<>();
        sides.forEach(side -> all.put(side.name(), side));
        return all;
    }

    byte[] encode() {
        StateText text = new StateText();
        for (Side side : sides) {
            text.add("side", side.name(), side.listing());
            side.files()
                    .forEach(file -> text.add(
                            "file", side.name(), file.name(), file.token().value(), file.sha256()));
            side.inputs()
                    .forEach(input -> text.add(
                            "input",
                            side.name(),
                            input.url(),
                            input.validator().etag().orElse(""),
                            input.validator().lastModified().orElse("")));
        }
        return text.encode();
    }

    static SideState decode(byte[] bytes) throws DamagedFileException {
        TreeMap<String, String> listings = new TreeMap<>();
        TreeMap<String, List<PublishedFile>> files = new TreeMap<>();
        TreeMap<String, List<IndexInput>> inputs = new TreeMap<>();
        for (List<String> line : StateText.decode(bytes).lines()) {
            String name = line.get(1);
            switch (line.get(0)) {
                case "side" -> listings.put(name, line.get(2));
                case "file" ->
                    files.computeIfAbsent(name, of -> new ArrayList<>())
                            .add(new PublishedFile(line.get(2), new VersionToken(line.get(3)), line.get(4)));
                case "input" -> {
                    Validator validator = new Validator(optional(line.get(3)), optional(line.get(4)));
                    inputs.computeIfAbsent(name, of -> new ArrayList<>()).add(new IndexInput(line.get(2), validator));
                }
                default -> throw new DamagedFileException("nobody knows what \"" + line.get(0) + "\" is");
            }
        }
        List<Side> sides = new ArrayList<>();
        listings.forEach((name, listing) -> sides.add(
                new Side(name, listing, files.getOrDefault(name, List.of()), inputs.getOrDefault(name, List.of()))));
        return new SideState(sides);
    }

    private static Optional<String> optional(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}
