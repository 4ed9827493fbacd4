package org.channelmirror.internal.fetch;

import org.channelmirror.spi.StoragePath;
import org.channelmirror.spi.VersionToken;

/**
 * A file of another account that has the bytes which are wanted, as far as that account's catalog knows.
 *
 * @param path where it is
 * @param token what the storage said of it when it was verified
 * @param digests what it came to then
 */
record SharedFile(StoragePath path, VersionToken token, Digests.Result digests) {}
