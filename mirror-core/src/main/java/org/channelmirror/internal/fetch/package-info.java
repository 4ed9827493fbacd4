/** Plans what is to be fetched, fetches and verifies it, and moves it into place. Not part of the public API. */
@NullMarked
package org.channelmirror.internal.fetch;

import org.jspecify.annotations.NullMarked;
