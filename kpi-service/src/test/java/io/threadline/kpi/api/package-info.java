/** The REST surface of the KPIs. */
@NullMarked
package io.threadline.kpi.api;

import org.jspecify.annotations.NullMarked;
