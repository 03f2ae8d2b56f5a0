/** Versions of what people change: nobody overwrites what somebody else has just changed. */
@NullMarked
package io.threadline.platform.version;

import org.jspecify.annotations.NullMarked;
