/** Lists, renames and deletes accounts. Not part of the public API. */
@NullMarked
package org.channelmirror.internal.accounts;

import org.jspecify.annotations.NullMarked;
