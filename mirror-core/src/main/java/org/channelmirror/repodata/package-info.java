/**
 * Reading repodata (CEP 36) with bounded memory, each record with the bytes upstream wrote.
 *
 * <p>JSON is checked here by a scanner of this project's own instead of a general parser: what is kept of a record is its bytes,
 * which a general parser does not hand out, and a general parser keeps every file name it has seen, which a million of them
 * do not allow.
 *
 * @see <a href="https://conda.org/learn/ceps/cep-0036">CEP 36: repodata</a>
 */
@NullMarked
package org.channelmirror.repodata;

import org.jspecify.annotations.NullMarked;
