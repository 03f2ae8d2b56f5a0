/** Child processes: how they are started, found again and ended. */
@NullMarked
package io.threadline.local.process;

import org.jspecify.annotations.NullMarked;
