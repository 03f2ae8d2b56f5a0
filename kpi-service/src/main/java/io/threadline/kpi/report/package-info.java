/** Figures out of the aggregates: series, totals, the tickets behind them, the backlog. */
@NullMarked
package io.threadline.kpi.report;

import org.jspecify.annotations.NullMarked;
