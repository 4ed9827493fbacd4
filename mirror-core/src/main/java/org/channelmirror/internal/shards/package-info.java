/**
 * Sharded repodata (CEP 16) for a subdir's index: one small file for each package name, found by its checksum. Not part of the
 * public API.
 */
@NullMarked
package org.channelmirror.internal.shards;

import org.jspecify.annotations.NullMarked;
