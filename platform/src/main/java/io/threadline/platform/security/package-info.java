/** Who calls, what they may, and secrets at rest. */
@NullMarked
package io.threadline.platform.security;

import org.jspecify.annotations.NullMarked;
