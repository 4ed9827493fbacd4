package org.channelmirror.internal.publish;

import java.io.IOException;
import org.channelmirror.internal.state.StagedOutput;

/**
 * One form of an index that is staged.
 *
 * @param fileName what it will be called
 * @param content its bytes
 * @param sha256 their checksum in hexadecimal
 */
record StagedIndex(String fileName, StagedOutput content, String sha256) {

    static StagedIndex of(IndexFile file) {
        return new StagedIndex(file.fileName(), file.staged(), file.sha256());
    }

    void discard() throws IOException {
        content.staged().discard();
        content.staged().close();
    }
}
