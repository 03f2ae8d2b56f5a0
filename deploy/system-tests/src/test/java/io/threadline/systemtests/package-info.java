/** The whole system as real processes, tested through its public surface only. */
@NullMarked
package io.threadline.systemtests;

import org.jspecify.annotations.NullMarked;
