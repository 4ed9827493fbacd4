package org.channelmirror.examples;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.channelmirror.MirrorClient;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.SubdirSelection;
import org.channelmirror.api.SyncRequest;
import org.channelmirror.model.Channel;
import org.channelmirror.model.Subdir;
import org.channelmirror.storage.FileSystemStorage;

/** Mirrors one platform of a channel into a folder: the lines that the README shows. */
public final class MirrorChannel {

    private MirrorChannel() {}

    /**
     * Mirrors.
     *
     * @param args the channel's URL and the mirror's folder
     * @throws IOException if the folder cannot be opened
     * @throws MirrorException if nothing could be mirrored
     */
    public static void main(String[] args) throws IOException, MirrorException {
        MirrorReport report = mirror(URI.create(args[0]), Path.of(args[1]));
        System.out.println(report.downloaded() + " packages fetched, complete: " + report.isComplete());
    }

    static MirrorReport mirror(URI url, Path root) throws IOException, MirrorException {
        // README
        try (MirrorClient client = MirrorClient.create();
                FileSystemStorage storage = new FileSystemStorage(root)) {
            SyncRequest request = SyncRequest.builder(new Channel(url), storage)
                    .subdirs(SubdirSelection.some(List.of(new Subdir("linux-64"))))
                    .build();
            return client.sync(request);
        }
        // README
    }
}
