/**
 * conda's own language for saying which packages are meant: {@link org.channelmirror.spec.Version} and its order,
 * {@link org.channelmirror.spec.VersionSpec} over versions, and {@link org.channelmirror.spec.MatchSpec} over packages, each
 * of them as a {@link org.channelmirror.spec.Candidate}. Start with {@link org.channelmirror.spec.MatchSpec#parse}.
 *
 * <p>Where the specifications leave a choice, conda's own tests decide. Specs come from configurations and from the
 * {@code depends} of records that others wrote, so none of them takes long: regular expressions are run by an automaton that
 * cannot backtrack, and what would need backtracking is refused, as CEP 29 asks. A lookahead is read where conda writes one
 * itself when it merges two specs, at the beginning.
 *
 * <p>Read otherwise than by conda, because CEP 29 says so: the case of a build string, a file name and a checksum does not
 * matter; {@code name =1.8 build} is fuzzy; {@code =} and {@code ==} before a version with a glob mean the glob. Not read: the
 * conditions of repodata v3 (CEP 43 to 45), which are {@code when}, {@code extras} and {@code flags}.
 *
 * @see <a href="https://conda.org/learn/ceps/cep-0033">CEP 33: version literals and their ordering</a>
 * @see <a href="https://conda.org/learn/ceps/cep-0029">CEP 29: the MatchSpec query language</a>
 * @see <a href="https://conda.org/learn/ceps/cep-0026">CEP 26: names, channels and file names</a>
 * @see <a href="https://conda.org/learn/ceps/cep-0036">CEP 36: the records' fields</a>
 */
@NullMarked
package org.channelmirror.spec;

import org.jspecify.annotations.NullMarked;
