/**
 * Sorted files of small binary frames, the form in which everything that may have a million entries is kept: a frame is its
 * length and a payload that begins with its key, and whole files are merged by key. Not part of the public API.
 */
@NullMarked
package org.channelmirror.internal.frames;

import org.jspecify.annotations.NullMarked;
