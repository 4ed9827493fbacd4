/**
 * An upstream server on loopback whose misbehaviour is scripted: {@link org.channelmirror.testkit.upstream.FakeUpstream}
 * serves files, {@link org.channelmirror.testkit.upstream.Fault} says where it goes wrong and how. {@link
 * org.channelmirror.testkit.upstream.FakeProxy} stands between.
 */
@NullMarked
package org.channelmirror.testkit.upstream;

import org.jspecify.annotations.NullMarked;
