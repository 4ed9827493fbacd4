package org.channelmirror.tests.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.channelmirror.storage.DiskFile;
import org.channelmirror.testkit.storage.PowerCutDisk;

/** Says of one of its forces that it was done, and does not do it. */
final class ForgetfulDisk extends DiskWrapper {

    /** A force: what was forced, and how many operations the disk had carried out before. */
    record Force(Path path, long operations) {}

    private final PowerCutDisk disk;
    private final int forgotten;
    private final List<Force> forces = new ArrayList<>();

    ForgetfulDisk(PowerCutDisk disk, int forgotten) {
        super(disk);
        this.disk = disk;
        this.forgotten = forgotten;
    }

    List<Force> forces() {
        return forces;
    }

    private boolean remembers(Path path) {
        forces.add(new Force(path, disk.operations()));
        return forces.size() - 1 != forgotten;
    }

    @Override
    public void forceFolder(Path folder) throws IOException {
        if (remembers(folder)) {
            super.forceFolder(folder);
        }
    }

    @Override
    public DiskFile openForAppend(Path file) throws IOException {
        DiskFile opened = super.openForAppend(file);
        return new DiskFile() {
            @Override
            public long size() throws IOException {
                return opened.size();
            }

            @Override
            public void append(ByteBuffer bytes) throws IOException {
                opened.append(bytes);
            }

            @Override
            public void force(FileTime modified) throws IOException {
                if (remembers(file)) {
                    opened.force(modified);
                }
            }

            @Override
            public void close() throws IOException {
                opened.close();
            }
        };
    }
}
