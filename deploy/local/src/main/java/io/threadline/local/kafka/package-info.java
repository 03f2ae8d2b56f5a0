/** A real Kafka broker on this machine, without an installation. */
@NullMarked
package io.threadline.local.kafka;

import org.jspecify.annotations.NullMarked;
