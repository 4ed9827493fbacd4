/**
 * Makes repodata that looks like conda-forge's, of any size, in bounded memory; begin with
 * {@link org.channelmirror.benchmarks.generator.RepodataGenerator}.
 */
@NullMarked
package org.channelmirror.benchmarks.generator;

import org.jspecify.annotations.NullMarked;
