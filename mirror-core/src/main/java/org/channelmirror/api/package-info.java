/** Requests, reports, events and errors of the library. Begin with {@link org.channelmirror.api.SyncRequest}. */
@NullMarked
package org.channelmirror.api;

import org.jspecify.annotations.NullMarked;
