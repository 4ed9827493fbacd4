package org.channelmirror.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Snapshots by their own names and by those of labels. */
final class LabelsTest extends ServerTestBase {

    private static final String ONE = "conda/anaconda/label/2026-01/linux-64/";
    private static final String TWO = "conda/anaconda/label/2026-02/linux-64/";
    private static final String LABEL = "/conda/anaconda/label/stable/linux-64/";

    @Test
    void aSnapshotIsReadByItsNameAndByTheLabelThatNamesIt() throws Exception {
        write(ONE + "repodata.json", "one");
        write(TWO + "repodata.json", "two");
        write(".mirror/state/anaconda/labels/stable", "2026-01\n");
        start();

        assertEquals("one", text(get("/" + ONE + "repodata.json")));
        assertEquals("one", text(get(LABEL + "repodata.json")));

        write(".mirror/state/anaconda/labels/stable", "2026-02");

        assertEquals("two", text(get(LABEL + "repodata.json")));
    }

    @Test
    void whoReadTheIndexBeforeTheMoveStillFindsItsPackages() throws Exception {
        write(ONE + "repodata.json", "one");
        write(ONE + "a-1.0-0.conda", "a1");
        write(TWO + "repodata.json", "two");
        write(TWO + "b-1.0-0.conda", "b1");
        write(".mirror/state/anaconda/labels/stable", "2026-01");
        start();
        get(LABEL + "repodata.json");

        write(".mirror/state/anaconda/labels/stable", "2026-02");

        assertEquals("a1", text(get(LABEL + "a-1.0-0.conda")));
        assertEquals("b1", text(get(LABEL + "b-1.0-0.conda")));
        assertStatus(404, LABEL + "c-1.0-0.conda");
    }

    @Test
    void aLabelThatNamesNoSnapshotIsNotThere() throws Exception {
        write(".mirror/state/anaconda/labels/stable", "../../../.mirror");
        start();

        assertStatus(404, LABEL + "repodata.json");
    }
}
