/**
 * The filters over single packages, made by a provider for each key of a configuration. A program of its own makes one by hand, as
 * {@code new ExcludeProvider().create(FilterConfig.of("exclude", List.of("numpy <2")))}, and adds it to a selection in its
 * provider's stage. What a filter says of a record follows from the record and the time alone. Every type here is thread-safe.
 */
@NullMarked
package org.channelmirror.filters;

import org.jspecify.annotations.NullMarked;
