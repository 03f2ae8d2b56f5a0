/** Where messages come in and go out: channel adapters, the accept path, the vault, delivery. */
@NullMarked
package io.threadline.ingest;

import org.jspecify.annotations.NullMarked;
