/**
 * Configuration: {@link org.channelmirror.config.ConfigLoader} makes an immutable
 * {@link org.channelmirror.config.MirrorDefinition} of a YAML file, and reports every mistake of a file at once, with its line
 * and column. {@link org.channelmirror.config.ChannelResolver} serves without YAML, too.
 */
@NullMarked
package org.channelmirror.config;

import org.jspecify.annotations.NullMarked;
