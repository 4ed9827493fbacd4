package org.channelmirror.testkit.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.channelmirror.storage.Disk;
import org.channelmirror.storage.DiskFile;
import org.channelmirror.testkit.storage.DiskNode.File;
import org.channelmirror.testkit.storage.DiskNode.Folder;
import org.channelmirror.testkit.storage.DiskNode.Link;
import org.jspecify.annotations.Nullable;

/**
 * A disk that loses power. It works on a real folder, and remembers what of it would survive: of a file's content what was there
 * when the file was last forced, and of a folder's names those that were there when the folder was last forced. A loss of power
 * makes the real folder hold just that, or that and some of the rest at random.
 *
 * <p>Thread-safe. What changes the folder otherwise than through this disk is not noticed, and is gone after a loss of power.
 */
public final class PowerCutDisk implements Disk {

    private record Change(Folder folder, String name, Optional<DiskNode> node) {

        void apply(Map<String, DiskNode> names) {
            node.ifPresentOrElse(present -> names.put(name, present), () -> names.remove(name));
        }
    }

    private final Path base;
    private final Disk real = Disk.system();
    private Folder root = new Folder();
    private final List<List<Change>> notForced = new ArrayList<>();
    private long operations;
    private long cutAt = Long.MAX_VALUE;

    /**
     * Begins with an empty folder.
     *
     * @param base an existing, empty folder; storages on this disk lie below it
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if it is not empty
     */
    public PowerCutDisk(Path base) throws IOException {
        this.base = base.toRealPath();
        try (var children = Files.list(base)) {
            if (children.findAny().isPresent()) {
                throw new IllegalArgumentException(base + " is not empty");
            }
        }
    }

    /**
     * Counts operations: each opening, writing and forcing, and each change of names is one.
     *
     * @return how many were carried out
     */
    public synchronized long operations() {
        return operations;
    }

    /**
     * Plans a loss of power: when so many operations have been carried out, counted from the first, every further one throws
     * {@link PowerLostException} and changes nothing.
     *
     * @param count how many are still carried out
     */
    public synchronized void cutAfter(long count) {
        cutAt = count;
    }

    /**
     * Loses everything that was not forced, and switches the power on again, with no cut planned.
     *
     * @throws IOException if the real folder cannot be rebuilt
     */
    public synchronized void powerCut() throws IOException {
        notForced.clear();
        rebuild(file -> file.durable());
    }

    /**
     * Loses part of what was not forced, and switches the power on again, with no cut planned. Each change of names is kept or
     * lost by itself, but a move as a whole, and what was put into a folder with the folder; of each file any part of what was
     * appended since it was forced is lost.
     *
     * @param chance decides
     * @throws IOException if the real folder cannot be rebuilt
     */
    public synchronized void powerCut(Random chance) throws IOException {
        for (List<Change> operation : notForced) {
            if (chance.nextBoolean() && operation.stream().allMatch(change -> isLeft(change.folder(), root))) {
                operation.forEach(change -> change.apply(change.folder().durable()));
            }
        }
        notForced.clear();
        rebuild(file -> switch (chance.nextInt(3)) {
            case 0 -> file.durable();
            case 1 -> file.live().length;
            default -> file.durable() + chance.nextInt(file.live().length - file.durable() + 1);
        });
    }

    private static boolean isLeft(Folder folder, Folder below) {
        return folder.equals(below)
                || below.durable().values().stream()
                        .anyMatch(child -> child instanceof Folder next && isLeft(folder, next));
    }

    private void rebuild(Remains.Length length) throws IOException {
        root = new Remains(length).rebuild(root, base);
        cutAt = Long.MAX_VALUE;
    }

    @Override
    public synchronized DiskFile openForAppend(Path file) throws IOException {
        step();
        DiskFile opened = real.openForAppend(file);
        Folder folder = folder(file.getParent());
        String name = name(file);
        if (folder.live().get(name) == null) {
            change(List.of(new Change(folder, name, Optional.of(new File()))));
        }
        return new CutFile(file, opened, (File) node(file));
    }

    @Override
    public synchronized void createFolder(Path folder, FileAttribute<?>... attributes) throws IOException {
        step();
        real.createFolder(folder, attributes);
        change(List.of(new Change(folder(folder.getParent()), name(folder), Optional.of(new Folder()))));
    }

    @Override
    public synchronized void move(Path source, Path target) throws IOException {
        step();
        real.move(source, target);
        if (!Files.exists(source, LinkOption.NOFOLLOW_LINKS)) {
            change(List.of(
                    new Change(folder(target.getParent()), name(target), Optional.of(node(source))),
                    new Change(folder(source.getParent()), name(source), Optional.empty())));
        }
    }

    @Override
    public synchronized void link(Path link, Path existing) throws IOException {
        step();
        real.link(link, existing);
        change(List.of(new Change(folder(link.getParent()), name(link), Optional.of(node(existing)))));
    }

    @Override
    public synchronized void symbolicLink(Path link, Path target) throws IOException {
        step();
        real.symbolicLink(link, target);
        change(List.of(new Change(folder(link.getParent()), name(link), Optional.of(new Link(target)))));
    }

    @Override
    public synchronized void delete(Path file) throws IOException {
        step();
        real.delete(file);
        change(List.of(new Change(folder(file.getParent()), name(file), Optional.empty())));
    }

    @Override
    public synchronized void forceFolder(Path path) {
        step();
        Folder folder = folder(path);
        folder.force();
        notForced.replaceAll(operation -> operation.stream()
                .filter(change -> !change.folder().equals(folder))
                .toList());
        notForced.removeIf(List::isEmpty);
    }

    private void step() {
        if (operations >= cutAt) {
            throw new PowerLostException();
        }
        operations++;
    }

    private void change(List<Change> operation) {
        operation.forEach(change -> change.apply(change.folder().live()));
        notForced.add(operation);
    }

    private Folder folder(@Nullable Path path) {
        if (path == null || !path.startsWith(base)) {
            throw new IllegalArgumentException(path + " is not on this disk, which is " + base);
        }
        return path.equals(base) ? root : (Folder) node(path);
    }

    private DiskNode node(Path path) {
        return Objects.requireNonNull(
                folder(path.getParent()).live().get(name(path)), () -> path + " was not made through this disk");
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }

    /** The real file is not forced, which would only cost time. */
    private final class CutFile implements DiskFile {

        private final Path path;
        private final DiskFile opened;
        private final File node;

        private CutFile(Path path, DiskFile opened, File node) {
            this.path = path;
            this.opened = opened;
            this.node = node;
        }

        @Override
        public long size() throws IOException {
            return opened.size();
        }

        @Override
        public void append(ByteBuffer bytes) throws IOException {
            synchronized (PowerCutDisk.this) {
                step();
                byte[] copy = new byte[bytes.remaining()];
                bytes.duplicate().get(copy);
                opened.append(bytes);
                node.append(copy);
            }
        }

        @Override
        public void force(FileTime modified) throws IOException {
            synchronized (PowerCutDisk.this) {
                step();
                Files.setLastModifiedTime(path, modified);
                node.force();
            }
        }

        @Override
        public void close() throws IOException {
            opened.close();
        }
    }
}
