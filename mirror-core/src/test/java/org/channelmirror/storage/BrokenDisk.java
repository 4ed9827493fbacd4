package org.channelmirror.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;

/** The real disk, of which one operation fails from some call on; it counts the calls of that operation. */
final class BrokenDisk implements Disk {

    private final Disk real = Disk.system();
    private final String broken;
    private final int working;
    private int calls;

    /** Fails always. */
    BrokenDisk(String broken) {
        this(broken, 0);
    }

    /** Fails after some calls. */
    BrokenDisk(String broken, int working) {
        this.broken = broken;
        this.working = working;
    }

    int calls() {
        return calls;
    }

    private void check(String operation, Path path) throws IOException {
        if (operation.equals(broken) && ++calls > working) {
            throw new FileSystemException(path.toString(), null, "No space left on device");
        }
    }

    @Override
    public DiskFile openForAppend(Path file) throws IOException {
        check("open", file);
        DiskFile opened = real.openForAppend(file);
        return new DiskFile() {
            @Override
            public long size() throws IOException {
                return opened.size();
            }

            @Override
            public void append(ByteBuffer bytes) throws IOException {
                try {
                    check("append", file);
                } catch (IOException e) {
                    opened.append(bytes.slice(bytes.position(), 1));
                    bytes.position(bytes.position() + 1);
                    throw e;
                }
                opened.append(bytes);
            }

            @Override
            public void force(FileTime modified) throws IOException {
                check("force", file);
                opened.force(modified);
            }

            @Override
            public void close() throws IOException {
                opened.close();
            }
        };
    }

    @Override
    public void createFolder(Path folder, FileAttribute<?>... attributes) throws IOException {
        check("createFolder", folder);
        real.createFolder(folder, attributes);
    }

    @Override
    public void move(Path source, Path target) throws IOException {
        check("move", target);
        real.move(source, target);
    }

    @Override
    public void link(Path link, Path existing) throws IOException {
        check("link", link);
        real.link(link, existing);
    }

    @Override
    public void symbolicLink(Path link, Path target) throws IOException {
        check("symbolicLink", link);
        real.symbolicLink(link, target);
    }

    @Override
    public void delete(Path file) throws IOException {
        check("delete", file);
        real.delete(file);
    }

    @Override
    public void forceFolder(Path folder) throws IOException {
        check("forceFolder", folder);
        real.forceFolder(folder);
    }
}
