/** All packages of an account as columns, and what is decided on them together. Not part of the public API. */
@NullMarked
package org.channelmirror.internal.table;

import org.jspecify.annotations.NullMarked;
