/** From a webhook to thread and offer, through the real processes. */
@NullMarked
package io.threadline.bench.pipeline;

import org.jspecify.annotations.NullMarked;
