package org.channelmirror.internal.state;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.channelmirror.api.Snapshot;
import org.channelmirror.internal.frames.DamagedFileException;
import org.channelmirror.model.SnapshotName;
import org.channelmirror.model.Subdir;

/** The content of a snapshot's {@code record} file. */
final class SnapshotFile {

    private static final String CREATED = "created";
    private static final String SUBDIR = "subdir";

    private SnapshotFile() {}

    static byte[] encode(Snapshot snapshot) {
        StateText text = new StateText();
        text.add(CREATED, snapshot.created().toString());
        snapshot.subdirs()
                .forEach(each -> text.add(
                        SUBDIR, each.subdir().name(), Long.toString(each.packages()), Long.toString(each.bytes())));
        return text.encode();
    }

    static Snapshot decode(SnapshotName name, byte[] bytes) throws DamagedFileException {
        Instant created = Instant.EPOCH;
        List<Snapshot.Content> subdirs = new ArrayList<>();
        for (List<String> line : StateText.decode(bytes).lines()) {
            if (line.get(0).equals(CREATED)) {
                created = Instant.parse(line.get(1));
            } else if (line.get(0).equals(SUBDIR)) {
                subdirs.add(new Snapshot.Content(
                        new Subdir(line.get(1)), Long.parseLong(line.get(2)), Long.parseLong(line.get(3))));
            }
        }
        return new Snapshot(name, created, subdirs);
    }
}
