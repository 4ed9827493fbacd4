package org.channelmirror.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.channelmirror.api.ChannelPriority;
import org.channelmirror.api.CleanRequest;
import org.channelmirror.api.ClosureRequirement;
import org.channelmirror.api.IndexFormat;
import org.channelmirror.api.MaxShrink;
import org.channelmirror.api.PackageSelection;
import org.channelmirror.api.RemovedUpstream;
import org.channelmirror.api.ReplacedUpstream;
import org.channelmirror.api.RetryPolicy;
import org.channelmirror.api.SubdirSelection;
import org.channelmirror.api.UnmatchedPackages;
import org.channelmirror.api.Visibility;
import org.channelmirror.hooks.HookCommand;
import org.channelmirror.model.AccountName;
import org.channelmirror.model.Subdir;

/** Reads all settings of one mirror. */
final class DefinitionReader {

    private static final int DEFAULT_MAX_PARALLEL = 8;
    private static final int MOST_PARALLEL = 256;
    private static final int MOST_RETRIES = 100;

    private final Path workingDirectory;
    private final Path folder;
    private final FilterRegistry filters;
    private final Values values;
    private final Values secrets;
    private final Problems problems;
    private final Warnings warnings;

    DefinitionReader(
            Path workingDirectory, Path folder, FilterRegistry filters, Variables variables, Problems problems) {
        Expansion expansion = new Expansion(variables);
        this.workingDirectory = workingDirectory;
        this.folder = folder;
        this.filters = filters;
        this.values = new Values(expansion::plain, problems);
        this.secrets = new Values(expansion::secret, problems);
        this.problems = problems;
        this.warnings = new Warnings(problems.file());
    }

    /** What the settings say, or empty if they do not make a definition: then there are problems. */
    Optional<MirrorDefinition> read(Settings settings) {
        ConfigKeys keys = new ConfigKeys(filters, problems);
        settings.all().forEach(setting -> keys.check(setting, warnings));
        InForce inForce = new InForce(settings, values);

        List<ConfiguredChannel> channels =
                new ChannelsReader(workingDirectory, values, secrets, problems, warnings).read(settings);
        inForce.add(
                ConfigKeys.CHANNELS,
                channels.stream().map(ConfiguredChannel::toString).toList());
        settings.upstream()
                .ifPresent(account ->
                        inForce.add(ConfigKeys.ACCOUNTS, account.name().value()));
        List.of(ConfigKeys.ACCOUNT_MAPPING, ConfigKeys.REMOTE_URL).stream()
                .filter(settings::has)
                .forEach(key -> inForce.addAsGiven(key, ""));
        inForce.addAsGiven(ConfigKeys.CHANNEL_ALIAS, ChannelResolver.DEFAULT_ALIAS.toString());
        inForce.addAsGiven(ConfigKeys.URL_MAPPING, "none");
        SubdirSelection subdirs =
                settings.get(ConfigKeys.PLATFORMS).map(this::subdirs).orElse(SubdirSelection.all());
        show(inForce, subdirs);
        Optional<AccountName> account = account(settings, inForce);
        Optional<Path> mirrorDir =
                scalar(settings, ConfigKeys.MIRROR_DIR, text -> Locations.folder(text, workingDirectory));
        inForce.add(ConfigKeys.MIRROR_DIR, mirrorDir.map(Path::toString).orElse("./mirror"));
        int maxParallel = scalar(settings, ConfigKeys.MAX_PARALLEL, text -> wholeNumber(text, 1, MOST_PARALLEL))
                .orElse(DEFAULT_MAX_PARALLEL);
        inForce.add(ConfigKeys.MAX_PARALLEL, Integer.toString(maxParallel));
        RetryPolicy retryPolicy = scalar(settings, ConfigKeys.MAX_RETRIES, text -> wholeNumber(text, 0, MOST_RETRIES))
                .map(DefinitionReader::retryPolicy)
                .orElse(RetryPolicy.DEFAULT);
        inForce.add(ConfigKeys.MAX_RETRIES, Integer.toString(retryPolicy.maxRetries()));
        UpstreamAccess access = new AccessReader(folder, values, secrets, problems).read(settings);
        inForce.addSecret(ConfigKeys.CREDENTIALS, "the environment's, then ~/.netrc");
        inForce.addSecret(ConfigKeys.API_TOKEN, "none");
        inForce.addSecret(ConfigKeys.PROXY_SERVERS, "the environment's");
        inForce.addAsGiven(ConfigKeys.SSL_VERIFY, "true");
        Optional<Long> bandwidthLimit = scalar(settings, ConfigKeys.BANDWIDTH_LIMIT, ByteSize::perSecond);
        inForce.addAsGiven(ConfigKeys.BANDWIDTH_LIMIT, "none");
        long minFreeSpace =
                scalar(settings, ConfigKeys.MIN_FREE_SPACE, ByteSize::parse).orElse(0L);
        inForce.addAsGiven(ConfigKeys.MIN_FREE_SPACE, "0");
        RemovedUpstream removed =
                choice(settings, inForce, ConfigKeys.REMOVED_UPSTREAM, RemovedUpstream.class, RemovedUpstream.HIDE);
        UnmatchedPackages unmatched =
                choice(settings, inForce, ConfigKeys.UNMATCHED, UnmatchedPackages.class, UnmatchedPackages.KEEP);
        ReplacedUpstream replaced = choice(
                settings, inForce, ConfigKeys.REPLACED_UPSTREAM, ReplacedUpstream.class, ReplacedUpstream.FOLLOW);
        MaxShrink maxShrink = settings.get(ConfigKeys.MAX_SHRINK)
                .map(new MaxShrinkReader(values, problems)::read)
                .orElse(MaxShrink.DEFAULT);
        inForce.add(ConfigKeys.MAX_SHRINK, maxShrink.toString());
        Duration gracePeriod =
                scalar(settings, ConfigKeys.GRACE_PERIOD, GracePeriod::parse).orElse(CleanRequest.DEFAULT_GRACE_PERIOD);
        inForce.addAsGiven(ConfigKeys.GRACE_PERIOD, "24h");
        ChannelPriority priority =
                choice(settings, inForce, ConfigKeys.CHANNEL_PRIORITY, ChannelPriority.class, ChannelPriority.FLEXIBLE);
        ClosureRequirement closure = closure(settings, inForce);
        Set<IndexFormat> indexFormats = indexFormats(settings, inForce);
        HookReader hooks = new HookReader(workingDirectory, values, problems);
        Optional<HookCommand> beforePublish = hooks.read(settings, ConfigKeys.BEFORE_PUBLISH);
        Optional<HookCommand> onFinish = hooks.read(settings, ConfigKeys.ON_FINISH);
        inForce.add(
                ConfigKeys.BEFORE_PUBLISH,
                beforePublish.map(HookCommand::toString).orElse("none"));
        inForce.add(ConfigKeys.ON_FINISH, onFinish.map(HookCommand::toString).orElse("none"));
        Optional<Visibility> visibility =
                scalar(settings, ConfigKeys.VISIBILITY, text -> oneOf(text, Visibility.class));
        inForce.add(
                ConfigKeys.VISIBILITY,
                visibility.orElse(Visibility.PUBLIC).name().toLowerCase(Locale.ROOT));
        LogLevel logLevel = choice(settings, inForce, ConfigKeys.LOG_LEVEL, LogLevel.class, LogLevel.WARNING);
        Optional<Path> logDir = scalar(settings, ConfigKeys.LOG_DIR, text -> Locations.folder(text, workingDirectory));
        inForce.add(ConfigKeys.LOG_DIR, logDir.map(Path::toString).orElse("none"));
        new OriginalSwitches(values, problems).read(settings, inForce);
        PackageSelection packages =
                new SelectionReader(workingDirectory, filters, values, problems, warnings).read(settings);
        settings.all().stream()
                .map(Setting::key)
                .filter(key -> filters.has(key) || key.equals(ConfigKeys.SPECS_FROM))
                .forEach(key -> inForce.addAsGiven(key, ""));

        return channels.isEmpty()
                ? Optional.empty()
                : Optional.of(new MirrorDefinition(
                        problems.file(),
                        channels,
                        subdirs,
                        account,
                        mirrorDir,
                        maxParallel,
                        retryPolicy,
                        access,
                        bandwidthLimit,
                        minFreeSpace,
                        removed,
                        unmatched,
                        replaced,
                        maxShrink,
                        gracePeriod,
                        priority,
                        packages,
                        closure,
                        indexFormats,
                        beforePublish,
                        onFinish,
                        visibility,
                        logLevel,
                        logDir,
                        Optional.empty(),
                        inForce.all(),
                        warnings.all()));
    }

    private static void show(InForce inForce, SubdirSelection subdirs) {
        if (subdirs.subdirs().isEmpty()) {
            inForce.add(ConfigKeys.PLATFORMS, "all that the channels have");
        } else {
            inForce.add(
                    ConfigKeys.PLATFORMS,
                    subdirs.subdirs().get().stream().map(Subdir::name).toList());
        }
    }

    /** The account, under its own name or that of the original tools. */
    private Optional<AccountName> account(Settings settings, InForce inForce) {
        Optional<Setting> modern = settings.get(ConfigKeys.ACCOUNT);
        Optional<Setting> original = settings.get(ConfigKeys.DEST_CHANNEL);
        if (modern.isPresent() && original.isPresent()) {
            problems.addSecond(modern.get(), original.get(), "keep one of them");
        }
        if (settings.upstream().isPresent()) {
            AccountName local = settings.upstream().get().local();
            inForce.add(ConfigKeys.ACCOUNT, local.value());
            return Optional.of(local);
        }
        String key = original.isPresent() ? ConfigKeys.DEST_CHANNEL : ConfigKeys.ACCOUNT;
        Optional<AccountName> account = scalar(settings, key, AccountName::new);
        inForce.add(key, account.orElse(AccountName.DEFAULT).value());
        return account;
    }

    private ClosureRequirement closure(Settings settings, InForce inForce) {
        boolean isRequired = scalar(settings, ConfigKeys.REQUIRE_CLOSED, DefinitionReader::trueOrFalse)
                .orElse(false);
        inForce.add(ConfigKeys.REQUIRE_CLOSED, Boolean.toString(isRequired));
        return isRequired ? ClosureRequirement.REQUIRED : ClosureRequirement.REPORTED;
    }

    /** The plain index is always among them: every channel has to have it. */
    private Set<IndexFormat> indexFormats(Settings settings, InForce inForce) {
        EnumSet<IndexFormat> formats = EnumSet.of(IndexFormat.JSON);
        Optional<Setting> given = settings.get(ConfigKeys.INDEX_FORMATS);
        if (given.isPresent()) {
            for (Text text : values.filledList(given.get(), "list formats such as zst, or remove the key")) {
                problems.convert(ConfigKeys.INDEX_FORMATS, text, word -> oneOf(word, IndexFormat.class))
                        .ifPresent(formats::add);
            }
        } else {
            formats.addAll(IndexFormat.DEFAULTS);
        }
        inForce.add(
                ConfigKeys.INDEX_FORMATS,
                formats.stream()
                        .map(format -> format.name().toLowerCase(Locale.ROOT))
                        .toList());
        return formats;
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

    private <E extends Enum<E>> E choice(Settings settings, InForce inForce, String key, Class<E> type, E otherwise) {
        E chosen = scalar(settings, key, text -> oneOf(text, type)).orElse(otherwise);
        inForce.add(key, chosen.name().toLowerCase(Locale.ROOT));
        return chosen;
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
