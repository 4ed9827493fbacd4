/**
 * The filters over single packages and the rules over all of them ({@code newest}, {@code dependencies} and {@code prefer_conda}),
 * made by a provider for each key of a configuration. A program of its own makes one by hand, as
 * {@code new ExcludeProvider().create(FilterConfig.of("exclude", List.of("numpy <2")))}, and adds it to a selection in its
 * provider's stage. What a filter says of a record follows from the record and the time alone. Every public type here is
 * thread-safe.
 */
@NullMarked
package org.channelmirror.filters;

import org.jspecify.annotations.NullMarked;
