package org.channelmirror.cli;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.channelmirror.api.Cancellation;
import org.channelmirror.api.HookException;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.MirrorWarning;
import org.channelmirror.hooks.FinishHook;
import org.channelmirror.hooks.HookCommand;
import org.channelmirror.model.AccountName;

/** Hands what a command came to, as {@code --json} prints it, to the {@code on_finish} of the configuration. */
final class Finish {

    private final Optional<FinishHook> hook;
    private final String command;
    private final AccountName account;
    private final Cancellation cancellation;

    Finish(Optional<HookCommand> hook, String command, AccountName account, Cancellation cancellation)
            throws HookException {
        this.hook = hook.map(FinishHook::new);
        this.command = command;
        this.account = account;
        this.cancellation = cancellation;
        Optional<String> problem = this.hook.flatMap(FinishHook::problem);
        if (problem.isPresent()) {
            throw new HookException(FinishHook.NAME, problem.get());
        }
    }

    /** Answers the configuration's warnings, and behind them that the hook failed, if it did. */
    List<MirrorWarning> after(SyncAnswer answer) {
        return Stream.concat(
                        answer.configured().stream(),
                        run(JsonPage.text(command, answer.exitCode(), answer::write)).stream())
                .toList();
    }

    /** The operation failed; what goes wrong here is another matter, and said as a message. */
    void after(MirrorException failure, Messages messages) {
        String page = JsonPage.text(command, Problem.of(failure).exitCode(), json -> Problem.write(json, failure));
        run(page).ifPresent(warning -> messages.line("warning: " + warning.subject() + ": " + warning.message()));
    }

    private Optional<MirrorWarning> run(String page) {
        if (hook.isEmpty()) {
            return Optional.empty();
        }
        // Who stopped the run wants the hook to hear of it; who stops later does not want to wait for the hook.
        boolean isStopped = cancellation.isCancelled();
        try {
            return hook.get()
                    .run(account, page, () -> !isStopped && cancellation.isCancelled())
                    .map(problem -> new MirrorWarning(FinishHook.NAME, problem));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(new MirrorWarning(FinishHook.NAME, "it was interrupted"));
        }
    }
}
