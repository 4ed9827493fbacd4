package org.channelmirror.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.channelmirror.api.Credential;
import org.channelmirror.model.Channel;

/**
 * Reads {@code channels}, or what stands in their place ({@code accounts}, {@code remote_url}), with what decides where they are:
 * {@code channel_alias}, its {@code api_token}, and {@code url_mapping}.
 */
final class ChannelsReader {

    private static final List<String> VENDOR_CHANNELS = List.of("pkgs/main", "pkgs/r", "pkgs/msys2");

    private final Path workingDirectory;
    private final Values values;
    private final Values secrets;
    private final Problems problems;
    private final Warnings warnings;

    ChannelsReader(Path workingDirectory, Values values, Values secrets, Problems problems, Warnings warnings) {
        this.workingDirectory = workingDirectory;
        this.values = values;
        this.secrets = secrets;
        this.problems = problems;
        this.warnings = warnings;
    }

    List<ConfiguredChannel> read(Settings settings) {
        ChannelResolver resolver =
                new ChannelResolver(alias(settings), token(settings), mapping(settings), workingDirectory);
        int before = problems.count();
        List<Text> vendors = vendorChannels(settings);
        boolean isSound = problems.count() == before;
        Optional<Setting> setting = settings.get(ConfigKeys.CHANNELS);
        if (settings.upstream().isPresent()) {
            return resolved(
                    ConfigKeys.ACCOUNTS, List.of(settings.upstream().get().name()), resolver);
        }
        if (setting.isPresent()) {
            List<Text> texts = values.filledList(setting.get(), "list at least one channel, such as conda-forge");
            return resolved(ConfigKeys.CHANNELS, texts, resolver);
        }
        if (vendors.isEmpty() && isSound && !settings.has(ConfigKeys.ACCOUNTS)) {
            complain(settings);
        }
        return resolved(ConfigKeys.REMOTE_URL, vendors, resolver);
    }

    /** Without channels there is nothing to mirror. */
    private void complain(Settings settings) {
        String needed = " needs \"channels\", such as \"channels: [conda-forge]\"";
        settings.entry()
                .ifPresentOrElse(
                        at -> problems.add(at, "mirrors: this entry" + needed),
                        () -> problems.addToFile("a configuration" + needed));
    }

    private List<ConfiguredChannel> resolved(String key, List<Text> texts, ChannelResolver resolver) {
        Map<Channel, ConfiguredChannel> channels = new LinkedHashMap<>();
        for (Text text : texts) {
            problems.convert(key, text, resolver::configured).ifPresent(found -> {
                if (channels.putIfAbsent(found.channel(), found) != null) {
                    warnings.add(
                            text.position(),
                            "the channel " + found.channel() + " is listed twice; the first entry counts");
                }
            });
        }
        return new ArrayList<>(channels.values());
    }

    /**
     * The original tools have default channels below {@code remote_url}, and fetch installers from there. Left empty it means no
     * installers, and there are none here.
     */
    private List<Text> vendorChannels(Settings settings) {
        Optional<Setting> setting = settings.get(ConfigKeys.REMOTE_URL);
        Optional<Text> text =
                setting.flatMap(values::scalar).filter(given -> !given.value().isBlank());
        Optional<Channel> base = text.flatMap(given -> problems.convert(ConfigKeys.REMOTE_URL, given, Locations::url));
        if (base.isEmpty()) {
            return List.of();
        }
        if (settings.has(ConfigKeys.CHANNELS) || settings.has(ConfigKeys.ACCOUNTS)) {
            warnings.add(
                    setting.orElseThrow().position(),
                    "\"remote_url\" has no effect: the channels are given, and installers are not fetched");
        }
        return VENDOR_CHANNELS.stream()
                .map(path ->
                        new Text(base.get().url() + path, text.orElseThrow().position()))
                .toList();
    }

    private Channel alias(Settings settings) {
        return settings.get(ConfigKeys.CHANNEL_ALIAS)
                .flatMap(values::scalar)
                .flatMap(text -> problems.convert(ConfigKeys.CHANNEL_ALIAS, text, Locations::url))
                .orElse(ChannelResolver.DEFAULT_ALIAS);
    }

    private Optional<Credential.CondaToken> token(Settings settings) {
        return settings.get(ConfigKeys.API_TOKEN)
                .flatMap(secrets::scalar)
                .flatMap(text -> problems.convert(ConfigKeys.API_TOKEN, text, Credential.CondaToken::new));
    }

    private UrlMapping mapping(Settings settings) {
        Map<String, UrlMapping.Rule> rules = new LinkedHashMap<>();
        settings.get(ConfigKeys.URL_MAPPING).map(values::map).orElse(Map.of()).forEach((from, to) -> {
            Optional<Channel> prefix = problems.convert(ConfigKeys.URL_MAPPING, from, Locations::url);
            Optional<Channel> target =
                    problems.convert(ConfigKeys.URL_MAPPING, to, text -> Locations.urlOrFolder(text, workingDirectory));
            if (prefix.isPresent() && target.isPresent()) {
                UrlMapping.Rule rule = new UrlMapping.Rule(prefix.get(), target.get());
                if (rules.putIfAbsent(rule.from(), rule) != null) {
                    problems.add(
                            from.position(),
                            "url_mapping: the prefix " + rule.from() + " stands here again; keep one of them");
                }
            }
        });
        return new UrlMapping(List.copyOf(rules.values()));
    }
}
