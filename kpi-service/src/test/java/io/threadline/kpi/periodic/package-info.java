/** What is done from time to time: backlog snapshots, recounts. */
@NullMarked
package io.threadline.kpi.periodic;

import org.jspecify.annotations.NullMarked;
