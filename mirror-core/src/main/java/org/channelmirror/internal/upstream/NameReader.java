package org.channelmirror.internal.upstream;

import java.io.IOException;
import java.io.InputStream;
import org.channelmirror.internal.index.DecodedIndex;
import org.channelmirror.internal.index.UpstreamIndex;
import org.channelmirror.internal.merge.NameSet;
import org.channelmirror.internal.merge.PackageName;
import org.channelmirror.model.PackageFileName;
import org.channelmirror.repodata.MalformedRepodataException;
import org.channelmirror.repodata.RawRecord;
import org.channelmirror.repodata.RepodataHandler;
import org.channelmirror.repodata.RepodataReader;

/** Reads the names of an upstream index's packages, and nothing else. */
final class NameReader implements RepodataHandler {

    private final NameSet.Builder names = new NameSet.Builder();

    private NameReader() {}

    static NameSet read(UpstreamIndex.Fetched index) throws IOException, MalformedRepodataException {
        NameReader reader = new NameReader();
        try (InputStream in = DecodedIndex.open(index.file())) {
            RepodataReader.read(in, reader);
        }
        return reader.names.build();
    }

    @Override
    public void record(RawRecord record) {
        if (PackageFileName.isValid(record.fileName())) {
            names.add(PackageName.of(record));
        }
    }

    @Override
    public boolean unusable(RawRecord record) {
        record(record);
        return true;
    }
}
