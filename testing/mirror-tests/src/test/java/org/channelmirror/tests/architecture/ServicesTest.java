package org.channelmirror.tests.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.channelmirror.config.ConfigException;
import org.channelmirror.filters.OnlyProvider;
import org.channelmirror.storage.FileSystemStorage;
import org.channelmirror.testkit.upstream.FakeUpstream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A service is offered on the module path and on the class path alike. */
final class ServicesTest {

    private static final String SERVICES = "META-INF/services";

    @ParameterizedTest
    @ValueSource(classes = {FileSystemStorage.class, ConfigException.class, OnlyProvider.class, FakeUpstream.class})
    void moduleAndServiceFilesAgree(Class<?> inModule) throws IOException, URISyntaxException {
        Path location = Path.of(
                inModule.getProtectionDomain().getCodeSource().getLocation().toURI());
        Map<String, Set<String>> provided = new TreeMap<>();
        var modules = ModuleFinder.of(location).findAll();
        assertFalse(modules.isEmpty(), location + " has no module descriptor");
        for (ModuleDescriptor.Provides provides :
                modules.iterator().next().descriptor().provides()) {
            provided.put(provides.service(), new TreeSet<>(provides.providers()));
        }
        assertEquals(provided, listed(location));
    }

    private static Map<String, Set<String>> listed(Path location) throws IOException {
        if (Files.isDirectory(location)) {
            return read(location.resolve(SERVICES));
        }
        try (FileSystem jar = FileSystems.newFileSystem(location)) {
            return read(jar.getPath(SERVICES));
        }
    }

    private static Map<String, Set<String>> read(Path folder) throws IOException {
        Map<String, Set<String>> listed = new TreeMap<>();
        if (!Files.isDirectory(folder)) {
            return listed;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                listed.put(file.getFileName().toString(), new TreeSet<>(Files.readAllLines(file)));
            }
        }
        return listed;
    }
}
