/** The KPI service: figures that are right and explain themselves. */
@NullMarked
package io.threadline.kpi;

import org.jspecify.annotations.NullMarked;
