package org.channelmirror.internal.archive;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.channelmirror.internal.index.MembersOutput;
import org.channelmirror.internal.index.TextForm;
import org.channelmirror.internal.merge.SubdirSources;
import org.channelmirror.internal.operation.Events;
import org.channelmirror.internal.side.ListedNames;
import org.channelmirror.internal.side.SideFile;
import org.channelmirror.internal.side.SideHeader;
import org.channelmirror.internal.side.SideIngest;
import org.channelmirror.internal.side.SidePass;
import org.channelmirror.internal.side.SideText;
import org.channelmirror.internal.state.Origins;
import org.channelmirror.model.Subdir;
import org.channelmirror.repodata.MalformedRepodataException;

/** Leaves in the files beside a subdir's index what they tell of the packages that an export has of it. */
final class SideNarrowing {

    private final Events events;
    private final Path scratch;

    SideNarrowing(Events events, Path scratch) {
        this.events = events;
        this.scratch = scratch;
    }

    /** The same subdir with narrowed files; one that cannot be read is left out. */
    ExportedSubdir narrow(ExportedSubdir exported) throws IOException {
        Map<String, Path> narrowed = new HashMap<>();
        for (SideFile side : SideFile.values()) {
            Path text = exported.sides().get(side.fileName());
            if (text != null) {
                narrowed.putAll(narrow(side, exported, text));
            }
        }
        return exported.withSides(narrowed);
    }

    /** One of the files in its forms, by their names; none if it cannot be read. */
    Map<String, Path> narrow(SideFile side, ExportedSubdir exported, Path text) throws IOException {
        Subdir subdir = exported.line().subdir();
        String location = subdir + "/" + side.fileName();
        Path folder = Files.createTempDirectory(scratch, "narrowed");
        SubdirSources.Catalog catalog = SubdirSources.Catalog.of(exported.catalog());
        try (InputStream in = new BufferedInputStream(Files.newInputStream(text), 1 << 16)) {
            SideText read = SideIngest.read(side, in, text, Origins.NO_CHANNEL, folder, "text", events, location);
            List<SideText> texts = List.of(read);
            ListedNames listed = ListedNames.of(side, catalog, folder);
            SidePass pass = new SidePass(side, texts, Set.of(), listed, SideHeader.of(side, subdir, texts));
            Path narrowed = folder.resolve(side.fileName());
            try (OutputStream out = Files.newOutputStream(narrowed)) {
                pass.write(new MembersOutput(out));
            }
            return encoded(side, narrowed);
        } catch (MalformedRepodataException e) {
            events.warn(location, "what was published is of no use, and is left out: " + e.getMessage());
            return Map.of();
        }
    }

    private static Map<String, Path> encoded(SideFile side, Path text) throws IOException {
        Map<String, Path> forms = new HashMap<>();
        for (TextForm form : side.forms()) {
            Path file = text.resolveSibling(form.of(side.fileName()));
            if (!file.equals(text)) {
                try (OutputStream out = form.encoder(Files.newOutputStream(file))) {
                    Files.copy(text, out);
                }
            }
            forms.put(form.of(side.fileName()), file);
        }
        return forms;
    }
}
