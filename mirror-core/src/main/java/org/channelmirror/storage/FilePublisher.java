package org.channelmirror.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import org.channelmirror.spi.Precondition;
import org.channelmirror.spi.PreconditionFailedException;
import org.channelmirror.spi.Publication;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.spi.VersionToken;

/** Moves staged files to where they are seen. */
final class FilePublisher {

    private final Layout layout;
    private final Folders folders;
    private final ObjectFiles objects;
    private final FileStaging staging;
    private final PathStripes stripes;
    private final Disk disk;

    FilePublisher(
            Layout layout, Folders folders, ObjectFiles objects, FileStaging staging, PathStripes stripes, Disk disk) {
        this.layout = layout;
        this.folders = folders;
        this.objects = objects;
        this.staging = staging;
        this.stripes = stripes;
        this.disk = disk;
    }

    List<VersionToken> publish(List<Publication> publications) throws IOException {
        List<FileStagedWrite> writes = ownWrites(publications);
        new ContentForcer(staging).force(writes);
        List<VersionToken> tokens = new ArrayList<>();
        Set<Path> touched = new LinkedHashSet<>();
        try {
            for (int i = 0; i < writes.size(); i++) {
                tokens.add(move(writes.get(i), publications.get(i), touched));
            }
        } catch (IOException failure) {
            try {
                force(touched);
            } catch (IOException e) {
                failure.addSuppressed(e);
            }
            throw failure;
        }
        force(touched);
        return tokens;
    }

    private List<FileStagedWrite> ownWrites(List<Publication> publications) {
        List<FileStagedWrite> writes = new ArrayList<>();
        Set<Path> files = new HashSet<>();
        for (Publication publication : publications) {
            if (!(publication.staged() instanceof FileStagedWrite write) || write.staging() != staging) {
                throw new IllegalArgumentException(
                        "content for " + publication.target() + " was staged in another storage");
            }
            if (!files.add(write.file())) {
                throw new IllegalArgumentException("staged content " + write.key() + " is in the list twice");
            }
            writes.add(write);
        }
        return writes;
    }

    private VersionToken move(FileStagedWrite write, Publication publication, Set<Path> touched) throws IOException {
        StoragePath target = publication.target();
        Lock stripe = stripes.of(target);
        stripe.lock();
        try {
            Path file = layout.fileOf(target);
            if (!touched.contains(Layout.folderOf(file))) {
                folders.create(Layout.folderOf(file));
            }
            if (!holds(publication.precondition(), target)) {
                throw new PreconditionFailedException(target, publication.precondition());
            }
            write.close();
            VersionToken token = new ObjectFile(
                            file,
                            Files.readAttributes(write.file(), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS))
                    .token();
            disk.move(write.file(), file);
            touched.add(Layout.folderOf(file));
            write.published();
            return token;
        } catch (PreconditionFailedException e) {
            throw e;
        } catch (IOException e) {
            throw new IOException("cannot publish " + target + ": " + e.getMessage(), e);
        } finally {
            stripe.unlock();
        }
    }

    private boolean holds(Precondition precondition, StoragePath target) throws IOException {
        return switch (precondition.kind()) {
            case ANY -> true;
            case ABSENT -> !objects.isOccupied(target);
            case MATCHES -> objects.find(target).map(ObjectFile::token).equals(precondition.token());
        };
    }

    /** The new names before the absence of the old: a cut between the two must not lose the content. */
    private void force(Set<Path> touched) throws IOException {
        if (!touched.isEmpty()) {
            folders.force(touched);
            staging.forceAbsence();
        }
    }
}
