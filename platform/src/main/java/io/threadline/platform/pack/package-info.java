/** Bytes made small before they are stored. */
@NullMarked
package io.threadline.platform.pack;

import org.jspecify.annotations.NullMarked;
