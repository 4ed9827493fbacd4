/** Fetching by URL: HTTP and local files, with retries. Not part of the public API. */
@NullMarked
package org.channelmirror.internal.transport;

import org.jspecify.annotations.NullMarked;
