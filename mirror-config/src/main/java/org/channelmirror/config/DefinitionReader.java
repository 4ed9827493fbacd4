package org.channelmirror.config;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.channelmirror.api.ClosureRequirement;
import org.channelmirror.api.PackageSelection;
import org.channelmirror.api.RemovedUpstream;
import org.channelmirror.api.ReplacedUpstream;
import org.channelmirror.api.RetryPolicy;
import org.channelmirror.api.SubdirSelection;
import org.channelmirror.api.UnmatchedPackages;
import org.channelmirror.model.AccountName;
import org.channelmirror.model.Subdir;

/** Reads all settings of one file. */
final class DefinitionReader {

    private static final int DEFAULT_MAX_PARALLEL = 8;
    private static final int MOST_PARALLEL = 256;
    private static final int MOST_RETRIES = 100;

    private final Path workingDirectory;
    private final FilterRegistry filters;
    private final Values values;
    private final Problems problems;
    private final Warnings warnings;

    DefinitionReader(Path workingDirectory, FilterRegistry filters, Variables variables, Problems problems) {
        this.workingDirectory = workingDirectory;
        this.filters = filters;
        this.values = new Values(variables, problems);
        this.problems = problems;
        this.warnings = new Warnings(problems.file());
    }

    /** What the settings say, or empty if they do not make a definition: then there are problems. */
    Optional<MirrorDefinition> read(Settings settings) {
        ConfigKeys keys = new ConfigKeys(filters, problems);
        settings.all().forEach(setting -> keys.check(setting, warnings));

        List<ConfiguredChannel> channels =
                new ChannelsReader(workingDirectory, values, problems, warnings).read(settings);
        SubdirSelection subdirs =
                settings.get(ConfigKeys.PLATFORMS).map(this::subdirs).orElse(SubdirSelection.all());
        Optional<AccountName> account = scalar(settings, ConfigKeys.ACCOUNT, AccountName::new);
        Optional<Path> mirrorDir =
                scalar(settings, ConfigKeys.MIRROR_DIR, text -> Locations.folder(text, workingDirectory));
        int maxParallel = scalar(settings, ConfigKeys.MAX_PARALLEL, text -> wholeNumber(text, 1, MOST_PARALLEL))
                .orElse(DEFAULT_MAX_PARALLEL);
        RetryPolicy retryPolicy = scalar(settings, ConfigKeys.MAX_RETRIES, text -> wholeNumber(text, 0, MOST_RETRIES))
                .map(DefinitionReader::retryPolicy)
                .orElse(RetryPolicy.DEFAULT);
        RemovedUpstream removed =
                choice(settings, ConfigKeys.REMOVED_UPSTREAM, RemovedUpstream.class, RemovedUpstream.HIDE);
        UnmatchedPackages unmatched =
                choice(settings, ConfigKeys.UNMATCHED, UnmatchedPackages.class, UnmatchedPackages.KEEP);
        ReplacedUpstream replaced =
                choice(settings, ConfigKeys.REPLACED_UPSTREAM, ReplacedUpstream.class, ReplacedUpstream.FOLLOW);
        ClosureRequirement closure = scalar(settings, ConfigKeys.REQUIRE_CLOSED, DefinitionReader::trueOrFalse)
                .filter(Boolean::booleanValue)
                .map(required -> ClosureRequirement.REQUIRED)
                .orElse(ClosureRequirement.REPORTED);
        PackageSelection packages = new SelectionReader(workingDirectory, filters, values, problems).read(settings);

        return channels.isEmpty()
                ? Optional.empty()
                : Optional.of(new MirrorDefinition(
                        channels,
                        subdirs,
                        account,
                        mirrorDir,
                        maxParallel,
                        retryPolicy,
                        removed,
                        unmatched,
                        replaced,
                        packages,
                        closure,
                        warnings.all()));
    }

    private SubdirSelection subdirs(Setting setting) {
        List<Subdir> subdirs = values
                .filledList(setting, "list platforms such as linux-64, or remove the key for all that the channel has")
                .stream()
                .flatMap(text ->
                        problems
                                .convert(setting.key(), text, name -> new Subdir(name.toLowerCase(Locale.ROOT)))
                                .stream())
                .toList();
        return SubdirSelection.some(subdirs);
    }

    private <T> Optional<T> scalar(Settings settings, String key, Function<String, T> conversion) {
        return settings.get(key).flatMap(values::scalar).flatMap(text -> problems.convert(key, text, conversion));
    }

    private <E extends Enum<E>> E choice(Settings settings, String key, Class<E> type, E otherwise) {
        return scalar(settings, key, text -> oneOf(text, type)).orElse(otherwise);
    }

    private static <E extends Enum<E>> E oneOf(String text, Class<E> type) {
        E[] constants = type.getEnumConstants();
        return Arrays.stream(constants)
                .filter(constant -> constant.name().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("\"" + text + "\" is not one of "
                        + Arrays.stream(constants)
                                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", "))));
    }

    private static boolean trueOrFalse(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("expected true or false, not \"" + text + "\"");
        };
    }

    private static int wholeNumber(String text, int least, int most) {
        String expected = "expected a whole number from " + least + " to " + most + ", not \"" + text + "\"";
        if (!text.matches("\\d{1,9}")) {
            throw new IllegalArgumentException(expected);
        }
        int number = Integer.parseInt(text);
        if (number < least || number > most) {
            throw new IllegalArgumentException(expected);
        }
        return number;
    }

    private static RetryPolicy retryPolicy(int maxRetries) {
        return new RetryPolicy(maxRetries, RetryPolicy.DEFAULT.firstBackoff(), RetryPolicy.DEFAULT.maxBackoff());
    }
}
