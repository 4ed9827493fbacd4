/**
 * The values of the conda world: subdirs, package files, accounts, digests and channels. Every type here is immutable,
 * thread-safe and validated when it is made, so that text from outside is checked once, at the border.
 *
 * @see <a href="https://conda.org/learn/ceps/cep-0026">CEP 26: names, channels and file names</a>
 */
@NullMarked
package org.channelmirror.model;

import org.jspecify.annotations.NullMarked;
