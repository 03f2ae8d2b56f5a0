/** Outbound messages: each ends in exactly one state, none is sent twice. */
@NullMarked
package io.threadline.ingest.delivery;

import org.jspecify.annotations.NullMarked;
