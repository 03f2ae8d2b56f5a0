/** Identifiers. */
@NullMarked
package io.threadline.platform.id;

import org.jspecify.annotations.NullMarked;
