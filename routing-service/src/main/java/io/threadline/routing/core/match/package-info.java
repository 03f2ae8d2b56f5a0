/** Who gets what, and why. */
@NullMarked
package io.threadline.routing.core.match;

import org.jspecify.annotations.NullMarked;
