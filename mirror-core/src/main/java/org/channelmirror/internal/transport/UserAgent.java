package org.channelmirror.internal.transport;

import java.util.Optional;

/** How requests name their sender. */
final class UserAgent {

    private UserAgent() {}

    static String text() {
        return "channel-mirror/" + version().orElse("dev");
    }

    /** From the module, or the jar's manifest; classes that were just compiled have neither. */
    private static Optional<String> version() {
        Optional<Module> module = Optional.of(UserAgent.class.getModule());
        return module.map(Module::getDescriptor)
                .flatMap(descriptor -> descriptor.rawVersion())
                .or(() -> Optional.ofNullable(UserAgent.class.getPackage().getImplementationVersion()));
    }
}
