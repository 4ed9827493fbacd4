package org.channelmirror.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.KeyStore;
import java.util.List;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The certificate in use. When its files change, connections made from then on get the new one; a broken pair changes nothing. */
final class TlsContext {

    private static final Logger LOG = LoggerFactory.getLogger(TlsContext.class);
    private static final String PASSWORD = "in memory only";

    private final PemPair pair;
    private final SslContextFactory.Server factory = new SslContextFactory.Server();
    private List<FileTime> loaded;

    TlsContext(PemPair pair) throws IOException {
        this.pair = pair;
        this.loaded = times();
        use(factory, pair.load(PASSWORD.toCharArray()));
    }

    SslContextFactory.Server factory() {
        return factory;
    }

    private static void use(SslContextFactory factory, KeyStore store) {
        factory.setKeyStore(store);
        factory.setKeyStorePassword(PASSWORD);
    }

    /** Looks whether the files changed. */
    void refresh() {
        try {
            List<FileTime> now = times();
            if (now.equals(loaded)) {
                return;
            }
            KeyStore store = pair.load(PASSWORD.toCharArray());
            factory.reload(reloaded -> use(reloaded, store));
            loaded = now;
            LOG.info("the certificate in {} is in use", pair.certificate());
        } catch (Exception e) {
            // The two files may be in the middle of being replaced.
            LOG.warn("the certificate stays as it was: {}", e.toString());
        }
    }

    private List<FileTime> times() throws IOException {
        return List.of(time(pair.certificate()), time(pair.key()));
    }

    private static FileTime time(Path file) throws IOException {
        return Files.getLastModifiedTime(file);
    }
}
