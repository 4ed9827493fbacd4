package org.channelmirror.internal.operation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.channelmirror.api.SyncRequest;
import org.channelmirror.model.Digest;
import org.channelmirror.model.DigestAlgorithm;
import org.channelmirror.model.Redaction;

/** A fingerprint of everything in a request that decides what is published. */
final class Settings {

    /** Changes when the same request would be published in another form. */
    private static final String FORM = "1";

    private Settings() {}

    static String fingerprint(SyncRequest request) {
        MessageDigest digest = DigestAlgorithm.SHA256.newDigest();
        add(digest, FORM);
        request.channels().forEach(channel -> add(digest, Redaction.withoutSecrets(channel.url())));
        request.packages().descriptions().forEach(description -> add(digest, description));
        add(digest, request.closure().name());
        if (!request.packages().rules().isEmpty()) {
            // Which subdirs there are decides what the packages of noarch are needed for.
            request.subdirs().subdirs().ifPresent(subdirs -> subdirs.forEach(subdir -> add(digest, subdir.name())));
        }
        add(digest, request.removedUpstream().name());
        add(digest, request.unmatched().name());
        add(digest, request.replacedUpstream().name());
        add(digest, request.channelPriority().name());
        request.indexFormats().forEach(format -> add(digest, format.name()));
        return Digest.of(DigestAlgorithm.SHA256, digest.digest()).hex();
    }

    private static void add(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }
}
