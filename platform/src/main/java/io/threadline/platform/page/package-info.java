/** Cursor pages. */
@NullMarked
package io.threadline.platform.page;

import org.jspecify.annotations.NullMarked;
