/** Addresses that must not be written to, since mail to them bounced or was called spam. */
@NullMarked
package io.threadline.ingest.suppression;

import org.jspecify.annotations.NullMarked;
