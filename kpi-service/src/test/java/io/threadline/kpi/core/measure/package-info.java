/** What is measured: the declarations, and what one fact adds to the aggregates. */
@NullMarked
package io.threadline.kpi.core.measure;

import org.jspecify.annotations.NullMarked;
