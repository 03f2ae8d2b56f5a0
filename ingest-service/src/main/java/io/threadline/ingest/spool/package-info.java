/** The local, synced, bounded log that takes records while Kafka does not answer. */
@NullMarked
package io.threadline.ingest.spool;

import org.jspecify.annotations.NullMarked;
