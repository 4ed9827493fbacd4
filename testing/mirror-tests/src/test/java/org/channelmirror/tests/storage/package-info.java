/** Core's storages held to the contract, and to what they promise when the power goes. */
@NullMarked
package org.channelmirror.tests.storage;

import org.jspecify.annotations.NullMarked;
