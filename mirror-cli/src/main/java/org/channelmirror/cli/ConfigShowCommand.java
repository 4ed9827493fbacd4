package org.channelmirror.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.channelmirror.api.MirrorException;
import org.channelmirror.config.ConfigSetting;
import org.channelmirror.config.MirrorDefinition;
import org.channelmirror.config.MirrorDefinitions;
import org.channelmirror.spi.ConfigNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code config show}. */
@Command(
        name = "show",
        description =
                "Shows what is in force after defaults, names and variables, and where each setting comes from. Secrets are"
                        + " not shown.")
final class ConfigShowCommand implements Action {

    @Mixin
    ConfigFile file;

    @Override
    public Answer run(Session session) throws MirrorException {
        MirrorDefinitions definitions = file.definitions(session);
        List<MirrorDefinition> shown = session.options().account == null
                ? definitions.all()
                : List.of(definitions.pick(Optional.of(session.options().account)));
        List<ConfigShowAnswer.Mirror> mirrors = new ArrayList<>();
        for (MirrorDefinition definition : shown) {
            Place place = session.place(Optional.of(definition));
            List<ConfigShowAnswer.Row> rows = new ArrayList<>();
            definition.settings().forEach(setting -> rows.add(row(session, definition, place, setting)));
            mirrors.add(new ConfigShowAnswer.Mirror(place, rows, definition.warnings()));
        }
        return new ConfigShowAnswer(definitions.file(), mirrors);
    }

    /** A setting, or the option or variable that comes before it. */
    private static ConfigShowAnswer.Row row(
            Session session, MirrorDefinition definition, Place place, ConfigSetting setting) {
        if (setting.key().equals("mirror_dir")) {
            Optional<String> from = session.rootFrom(definition);
            return from.isPresent() || setting.isDefault()
                    ? new ConfigShowAnswer.Row(text(setting, place.root().toString()), from)
                    : new ConfigShowAnswer.Row(setting, Optional.empty());
        }
        boolean isAccount = setting.key().equals("account") || setting.key().equals("dest_channel");
        return isAccount && session.options().account != null
                ? new ConfigShowAnswer.Row(text(setting, place.account().value()), Optional.of("--account"))
                : new ConfigShowAnswer.Row(setting, Optional.empty());
    }

    private static ConfigSetting text(ConfigSetting setting, String text) {
        return new ConfigSetting(
                setting.key(), new ConfigNode.Scalar(text, ConfigNode.Place.NONE), setting.place(), setting.note());
    }
}
