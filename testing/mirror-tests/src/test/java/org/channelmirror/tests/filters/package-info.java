/** Filters as configurations make them, over repodata as channels have it. */
@NullMarked
package org.channelmirror.tests.filters;

import org.jspecify.annotations.NullMarked;
