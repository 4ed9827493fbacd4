/** The benchmarks, run by {@link org.channelmirror.benchmarks.Benchmarks}. */
@NullMarked
package org.channelmirror.benchmarks;

import org.jspecify.annotations.NullMarked;
