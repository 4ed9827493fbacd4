package org.channelmirror.tests.storage;

import java.io.IOException;
import java.nio.file.Path;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.storage.FileSystemStorage;
import org.channelmirror.testkit.storage.ChannelStorageContract;
import org.junit.jupiter.api.io.TempDir;

class FileSystemStorageContractTest extends ChannelStorageContract {

    @TempDir
    Path folder;

    @Override
    protected ChannelStorage open() throws IOException {
        return new FileSystemStorage(folder.resolve("not there yet/mirror"));
    }

    @Override
    public boolean keepsObjectsBelowObjects() {
        return false;
    }

    @Override
    public boolean takesUnicode() {
        return System.getProperty("sun.jnu.encoding").equalsIgnoreCase("UTF-8");
    }
}
