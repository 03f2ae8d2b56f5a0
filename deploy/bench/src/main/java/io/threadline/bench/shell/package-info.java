/** The shell around the routing engine: its group commit held against SQL that does the same. */
@NullMarked
package io.threadline.bench.shell;

import org.jspecify.annotations.NullMarked;
