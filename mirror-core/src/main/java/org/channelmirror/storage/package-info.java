/**
 * The storages that come with the library: {@link org.channelmirror.storage.FileSystemStorage}, a folder on a local disk, and
 * {@link org.channelmirror.storage.InMemoryStorage}, for tests and trials.
 */
@NullMarked
package org.channelmirror.storage;

import org.jspecify.annotations.NullMarked;
