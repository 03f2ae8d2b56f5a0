/**
 * From a request to a durable record: verified, acknowledged by Kafka or spooled, then answered.
 */
@NullMarked
package io.threadline.ingest.accept;

import org.jspecify.annotations.NullMarked;
