/**
 * What proves filters and rules: {@link org.channelmirror.testkit.filters.PackageFilterContract}, to be run by the provider of every
 * filter, {@link org.channelmirror.testkit.filters.SelectionRuleContract}, by that of every rule, and packages to try them on.
 */
@NullMarked
package org.channelmirror.testkit.filters;

import org.jspecify.annotations.NullMarked;
