package org.channelmirror.hooks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.channelmirror.model.AccountName;
import org.channelmirror.model.Redaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands a command what a run came to: a JSON object on its standard input. Both of its outputs go to the log. In its environment are
 * {@code CHANNEL_MIRROR_HOOK} (on_finish) and {@code CHANNEL_MIRROR_ACCOUNT}. Thread-safe.
 */
public final class FinishHook {

    /** What configurations and messages call it. */
    public static final String NAME = "on_finish";

    private static final Logger LOG = LoggerFactory.getLogger(FinishHook.class);

    private final HookCommand command;

    /**
     * A hook that runs a command.
     *
     * @param command the command
     */
    public FinishHook(HookCommand command) {
        this.command = Objects.requireNonNull(command, "command");
    }

    /**
     * Says before a run whether the command can be run after it.
     *
     * @return what is wrong and what to do about it; empty if nothing is known to be
     */
    public Optional<String> problem() {
        return command.problem();
    }

    /**
     * Runs the command.
     *
     * @param account the account that the run was for
     * @param report a JSON object
     * @param stop answers true as soon as the command is to be ended
     * @return what went wrong, if anything did; it has no bearing on the run
     * @throws InterruptedException if the thread is interrupted; the command is ended then
     */
    public Optional<String> run(AccountName account, String report, BooleanSupplier stop) throws InterruptedException {
        try {
            return new HookProcess(NAME, command)
                    .run(
                            Map.of("CHANNEL_MIRROR_ACCOUNT", account.value()),
                            in -> in.write((report + "\n").getBytes(StandardCharsets.UTF_8)),
                            line -> LOG.info("{}: {}", NAME, Redaction.redact(line)),
                            stop);
        } catch (HookProcess.StoppedException e) {
            return Optional.of("the command was ended, because the run was to stop");
        } catch (IOException e) {
            return Optional.of("the command cannot be run: " + e.getMessage());
        }
    }
}
