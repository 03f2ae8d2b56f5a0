/** Metrics, health and traces. */
@NullMarked
package io.threadline.platform.telemetry;

import org.jspecify.annotations.NullMarked;
