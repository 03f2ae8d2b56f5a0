/** The KPIs as gauges, and how far they lag. */
@NullMarked
package io.threadline.kpi.telemetry;

import org.jspecify.annotations.NullMarked;
