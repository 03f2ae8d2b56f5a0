/** The local run: the whole system on one machine, with nothing installed but a JDK. */
@NullMarked
package io.threadline.local;

import org.jspecify.annotations.NullMarked;
