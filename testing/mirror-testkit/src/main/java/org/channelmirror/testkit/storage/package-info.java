/**
 * What proves a storage: {@link org.channelmirror.testkit.storage.ChannelStorageContract}, to be run by every implementation, and
 * {@link org.channelmirror.testkit.storage.PowerCutDisk}, a disk that loses power.
 */
@NullMarked
package org.channelmirror.testkit.storage;

import org.jspecify.annotations.NullMarked;
