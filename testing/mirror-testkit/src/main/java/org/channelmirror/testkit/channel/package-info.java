/**
 * Real conda channels made for tests; begin with {@link org.channelmirror.testkit.channel.ChannelBuilder}. The same
 * description always gives the same bytes.
 */
@NullMarked
package org.channelmirror.testkit.channel;

import org.jspecify.annotations.NullMarked;
