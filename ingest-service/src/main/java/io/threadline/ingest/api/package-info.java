/** REST for administrators: channel accounts, the vault, deliveries. */
@NullMarked
package io.threadline.ingest.api;

import org.jspecify.annotations.NullMarked;
