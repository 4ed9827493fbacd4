package org.channelmirror.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.channelmirror.spi.KeyedProvider;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.NodeTuple;

/**
 * Reads configurations. Every mistake of a file is reported at once, each with its line and column. Immutable; thread-safe as
 * long as the filter providers are.
 *
 * <p>In values {@code $VAR} and {@code ${VAR}} are replaced by variables, and {@code $$} is a plain dollar sign. Every value is
 * read by its text: 3.10 stays "3.10". Where a list is expected one value will do.
 *
 * <p>Under {@code mirrors} a file has several mirrors; the keys beside it are the defaults of each. A key of an entry takes the
 * default's place as a whole: lists are not joined. Under {@code accounts} a file, or an entry, names accounts of an upstream
 * server; each is a mirror of its own.
 */
public final class ConfigLoader {

    private final FilterRegistry filters;
    private final Variables variables;
    private final Path workingDirectory;

    /**
     * A loader that depends on nothing but what it is given.
     *
     * @param filters the providers whose keys a configuration may use; see {@link FilterProviders#installed()}
     * @param variables the variables that {@code $VAR} and {@code ${VAR}} stand for, usually the environment
     * @param workingDirectory what relative paths in a configuration are relative to, except that of a CA bundle
     * @throws IllegalArgumentException if a provider was written for another revision of the interface, or claims a key that is
     *     taken
     */
    public ConfigLoader(List<? extends KeyedProvider> filters, Map<String, String> variables, Path workingDirectory) {
        this.filters = new FilterRegistry(filters);
        this.variables = new Variables(variables);
        this.workingDirectory = Objects.requireNonNull(workingDirectory, "workingDirectory");
    }

    /**
     * Reads a file that has one mirror. The path of a CA bundle in it is relative to its folder.
     *
     * @param file a YAML file in UTF-8, at most 1 MiB
     * @return what it says
     * @throws ConfigException if it cannot be read, has mistakes, or has several mirrors
     */
    public MirrorDefinition load(Path file) throws ConfigException {
        return loadAll(file).pick(Optional.empty());
    }

    /**
     * Reads a file. The path of a CA bundle in it is relative to its folder.
     *
     * @param file a YAML file in UTF-8, at most 1 MiB
     * @return the mirrors that it has
     * @throws ConfigException if it cannot be read or has mistakes
     */
    public MirrorDefinitions loadAll(Path file) throws ConfigException {
        Path folder = file.toAbsolutePath().getParent();
        MirrorDefinitions found = parseAll(file.toString(), read(file), folder == null ? workingDirectory : folder);
        return new MirrorDefinitions(
                found.file(),
                found.all().stream()
                        .map(each -> each.from(file, workingDirectory))
                        .toList());
    }

    /**
     * Reads a text that has one mirror.
     *
     * @param name what messages call the text
     * @param yaml the text, at most 1,048,576 characters
     * @return what it says
     * @throws ConfigException if it has mistakes, or several mirrors
     */
    public MirrorDefinition parse(String name, String yaml) throws ConfigException {
        return parseAll(name, yaml).pick(Optional.empty());
    }

    /**
     * Reads a text.
     *
     * @param name what messages call the text
     * @param yaml the text, at most 1,048,576 characters
     * @return the mirrors that it has
     * @throws ConfigException if it has mistakes
     */
    public MirrorDefinitions parseAll(String name, String yaml) throws ConfigException {
        return parseAll(name, yaml, workingDirectory);
    }

    private MirrorDefinitions parseAll(String name, String yaml, Path folder) throws ConfigException {
        Problems problems = new Problems(name);
        List<NodeTuple> tuples = YamlReader.read(yaml, problems);
        // A text that is not YAML says nothing of its keys: what follows from that would only hide the one mistake.
        problems.throwIfAny(yaml);
        MirrorsReader reader = new MirrorsReader(filters, problems);
        AccountsReader accounts = new AccountsReader(new Values(new Expansion(variables)::plain, problems), problems);
        List<Settings> mirrors = reader.split(Settings.of(tuples, problems)).stream()
                .flatMap(settings -> accounts.split(settings).stream())
                .toList();
        List<MirrorDefinition> definitions = new ArrayList<>();
        for (Settings mirror : mirrors) {
            new DefinitionReader(workingDirectory, folder, filters, variables, problems)
                    .read(mirror)
                    .ifPresent(definitions::add);
        }
        if (definitions.size() == mirrors.size()) {
            reader.refuseSharedAccounts(mirrors, definitions);
        }
        problems.throwIfAny(yaml);
        return new MirrorDefinitions(name, definitions);
    }

    private static String read(Path file) throws ConfigException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(YamlReader.MAX_BYTES + 1);
            if (bytes.length > YamlReader.MAX_BYTES) {
                throw unreadable(
                        file, "is larger than " + YamlReader.MAX_BYTES + " bytes; is it a configuration?", null);
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw unreadable(file, "is not UTF-8 text; save it as UTF-8", e);
        } catch (NoSuchFileException e) {
            throw unreadable(file, "there is no such file", e);
        } catch (AccessDeniedException e) {
            throw unreadable(file, "may not be read; check its permissions", e);
        } catch (IOException e) {
            throw unreadable(file, "cannot be read: " + e.getMessage(), e);
        }
    }

    private static ConfigException unreadable(Path file, String message, @Nullable IOException cause) {
        return new ConfigException(ConfigProblem.ofFile(file.toString(), message), cause);
    }
}
