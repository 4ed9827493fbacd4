package org.channelmirror.storage;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.Lock;
import org.channelmirror.spi.AliasResult;
import org.channelmirror.spi.AliasState;
import org.channelmirror.spi.StoragePath;

/** Makes aliases: relative symbolic links, so that a web server sees them and the root can be moved, put in place by a rename. */
final class FileAliases {

    private final Layout layout;
    private final Folders folders;
    private final FileStaging staging;
    private final PathStripes stripes;
    private final Disk disk;

    FileAliases(Layout layout, Folders folders, FileStaging staging, PathStripes stripes, Disk disk) {
        this.layout = layout;
        this.folders = folders;
        this.staging = staging;
        this.stripes = stripes;
        this.disk = disk;
    }

    AliasResult alias(StoragePath alias, StoragePath folder) throws IOException {
        Path link = layout.fileOf(alias);
        Path target = Layout.folderOf(link).relativize(layout.fileOf(folder));
        Lock stripe = stripes.of(alias);
        stripe.lock();
        try {
            folders.create(Layout.folderOf(link));
            if (!replace(alias, link, target)) {
                return AliasResult.UNSUPPORTED;
            }
        } catch (FileSystemException e) {
            throw new IOException("cannot make " + alias + " an alias of " + folder + ": " + e.getMessage(), e);
        } finally {
            stripe.unlock();
        }
        folders.force(List.of(Layout.folderOf(link)));
        return AliasResult.ALIASED;
    }

    AliasState state(StoragePath alias, StoragePath folder) throws IOException {
        Path link = layout.fileOf(alias);
        try {
            Path target = Layout.folderOf(link).relativize(layout.fileOf(folder));
            return Files.readSymbolicLink(link).equals(target) ? AliasState.SET : AliasState.NOT_SET;
        } catch (NoSuchFileException | NotLinkException e) {
            return AliasState.NOT_SET;
        } catch (UnsupportedOperationException e) {
            return AliasState.UNSUPPORTED;
        }
    }

    /** Says whether there are links here. */
    private boolean replace(StoragePath alias, Path link, Path target) throws IOException {
        boolean isLink = Files.isSymbolicLink(link);
        if (isLink && Files.readSymbolicLink(link).equals(target)) {
            return true;
        }
        if (Files.isRegularFile(link, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileSystemException(link.toString(), null, "is a file");
        }
        Path temporary = staging.temporary("alias-" + FileNames.of(alias));
        try {
            disk.symbolicLink(temporary, target);
        } catch (UnsupportedOperationException e) {
            return false;
        } catch (FileSystemException e) {
            // Some systems have links but not for everybody; where one could be made before, something else is wrong.
            if (isLink) {
                throw e;
            }
            return false;
        }
        try {
            if (!isLink) {
                folders.deleteEmpty(link);
            }
            disk.move(temporary, link);
            return true;
        } finally {
            staging.drop(temporary);
        }
    }
}
