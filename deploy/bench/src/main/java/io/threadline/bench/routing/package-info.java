/** The routing core by itself, measured with JMH: no database, no Kafka, one thread. */
@NullMarked
package io.threadline.bench.routing;

import org.jspecify.annotations.NullMarked;
