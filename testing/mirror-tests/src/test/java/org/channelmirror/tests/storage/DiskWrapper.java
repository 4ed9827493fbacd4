package org.channelmirror.tests.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import org.channelmirror.storage.Disk;
import org.channelmirror.storage.DiskFile;

/** A disk that does what another does, but for what is overridden. */
class DiskWrapper implements Disk {

    private final Disk disk;

    DiskWrapper(Disk disk) {
        this.disk = disk;
    }

    @Override
    public DiskFile openForAppend(Path file) throws IOException {
        return disk.openForAppend(file);
    }

    @Override
    public void createFolder(Path folder, FileAttribute<?>... attributes) throws IOException {
        disk.createFolder(folder, attributes);
    }

    @Override
    public void move(Path source, Path target) throws IOException {
        disk.move(source, target);
    }

    @Override
    public void link(Path link, Path existing) throws IOException {
        disk.link(link, existing);
    }

    @Override
    public void symbolicLink(Path link, Path target) throws IOException {
        disk.symbolicLink(link, target);
    }

    @Override
    public void delete(Path file) throws IOException {
        disk.delete(file);
    }

    @Override
    public void forceFolder(Path folder) throws IOException {
        disk.forceFolder(folder);
    }
}
