/** The bare endpoint: an application of its own, which ingest-service is measured against. */
@NullMarked
package io.threadline.bench.bare;

import org.jspecify.annotations.NullMarked;
