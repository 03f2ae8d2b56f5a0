/** The topics on the broker. */
@NullMarked
package io.threadline.platform.topic;

import org.jspecify.annotations.NullMarked;
