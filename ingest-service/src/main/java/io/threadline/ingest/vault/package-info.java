/** What arrived, to the byte, and who must not be written to. */
@NullMarked
package io.threadline.ingest.vault;

import org.jspecify.annotations.NullMarked;
