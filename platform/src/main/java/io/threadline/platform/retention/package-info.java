/** What the platform forgets, and when. */
@NullMarked
package io.threadline.platform.retention;

import org.jspecify.annotations.NullMarked;
