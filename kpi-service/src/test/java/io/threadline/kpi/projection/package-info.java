/** Facts and aggregates in PostgreSQL: what each event changes, in one transaction. */
@NullMarked
package io.threadline.kpi.projection;

import org.jspecify.annotations.NullMarked;
