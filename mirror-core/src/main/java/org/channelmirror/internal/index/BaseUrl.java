package org.channelmirror.internal.index;

import java.net.URI;
import org.channelmirror.api.RepodataFormatException;
import org.channelmirror.model.Redaction;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Where an index says that its packages are (CEP 15). It comes from outside, so it must not lead to where the index could not. */
public final class BaseUrl {

    private BaseUrl() {}

    /**
     * Resolves {@code info.base_url}.
     *
     * @param index where the index was read
     * @param json the member's value
     * @return a folder's URL, with a trailing slash
     */
    public static URI resolve(URI index, byte[] json) throws RepodataFormatException {
        return resolve(index, json, "base_url");
    }

    /** Resolves {@code info.shards_base_url} of a shard index. */
    public static URI ofShards(URI index, byte[] json) throws RepodataFormatException {
        return resolve(index, json, "shards_base_url");
    }

    private static URI resolve(URI index, byte[] json, String member) throws RepodataFormatException {
        try {
            String text = text(json);
            URI resolved = text.isEmpty() ? index.resolve(".") : index.resolve(URI.create(text));
            if (!mayLead(String.valueOf(index.getScheme()), String.valueOf(resolved.getScheme()))) {
                throw refused(index, member, "leads from " + index.getScheme() + " to " + resolved.getScheme(), null);
            }
            String folder = resolved.toString();
            return folder.endsWith("/") ? resolved : URI.create(folder + "/");
        } catch (IllegalArgumentException | JacksonException e) {
            throw refused(index, member, "is not a URL", e);
        }
    }

    /** A server may not name files of this machine, nor give up encryption. */
    private static boolean mayLead(String from, String to) {
        return switch (to) {
            case "https" -> true;
            case "http" -> !from.equals("https");
            case "file" -> from.equals("file");
            default -> false;
        };
    }

    private static String text(byte[] json) {
        try (JsonParser parser = JsonFactory.builder().build().createParser(ObjectReadContext.empty(), json)) {
            return parser.nextToken() == JsonToken.VALUE_STRING ? parser.getString() : "";
        }
    }

    private static RepodataFormatException refused(
            URI index, String member, String problem, @Nullable Exception cause) {
        return new RepodataFormatException(Redaction.redact(index), 0, -1, "its info." + member + " " + problem, cause);
    }
}
