/**
 * Hooks that are commands: {@link org.channelmirror.hooks.CommandGate}, which lets a command look at packages before they are
 * published, and {@link org.channelmirror.hooks.FinishHook}, which hands a command the report of a run.
 */
@NullMarked
package org.channelmirror.hooks;

import org.jspecify.annotations.NullMarked;
