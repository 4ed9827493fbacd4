/**
 * Filters over packages' names, and the providers that make them from the keys {@code only}, {@code exclude} and
 * {@code include}; and the rules over all packages: {@code newest}, {@code dependencies} and {@code prefer_conda}. Every public type
 * here is thread-safe.
 */
@NullMarked
package org.channelmirror.filters;

import org.jspecify.annotations.NullMarked;
