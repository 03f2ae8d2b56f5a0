/** The style of the house as failing tests, over the whole repository. */
@NullMarked
package io.threadline.platform.tidy;

import org.jspecify.annotations.NullMarked;
