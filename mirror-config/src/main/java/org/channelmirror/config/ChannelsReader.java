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
 * Reads {@code channels} with what decides where they are: {@code channel_alias}, its {@code api_token}, and
 * {@code url_mapping}.
 */
final class ChannelsReader {

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
        Optional<Setting> setting = settings.get(ConfigKeys.CHANNELS);
        if (setting.isEmpty()) {
            String needed = " needs \"channels\", such as \"channels: [conda-forge]\"";
            settings.entry()
                    .ifPresentOrElse(
                            at -> problems.add(at, "mirrors: this entry" + needed),
                            () -> problems.addToFile("a configuration" + needed));
            return List.of();
        }
        Map<Channel, ConfiguredChannel> channels = new LinkedHashMap<>();
        for (Text text : values.filledList(setting.get(), "list at least one channel, such as conda-forge")) {
            problems.convert(ConfigKeys.CHANNELS, text, resolver::resolve).ifPresent(channel -> {
                if (channels.putIfAbsent(channel, new ConfiguredChannel(text.value(), channel)) != null) {
                    warnings.add(
                            text.position(), "the channel " + channel + " is listed twice; the first entry counts");
                }
            });
        }
        return new ArrayList<>(channels.values());
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
