/** The whole system as child processes of one run. */
@NullMarked
package io.threadline.local.run;

import org.jspecify.annotations.NullMarked;
