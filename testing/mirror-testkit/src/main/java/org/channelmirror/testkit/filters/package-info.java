/**
 * What proves a filter: {@link org.channelmirror.testkit.filters.PackageFilterContract}, to be run by the provider of every filter.
 */
@NullMarked
package org.channelmirror.testkit.filters;

import org.jspecify.annotations.NullMarked;
