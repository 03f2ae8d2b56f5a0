/** Events on the wire: JSON bodies, CloudEvents headers, trace context. */
@NullMarked
package io.threadline.platform.event;

import org.jspecify.annotations.NullMarked;
