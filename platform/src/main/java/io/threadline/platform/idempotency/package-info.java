/** Creates that may be repeated. */
@NullMarked
package io.threadline.platform.idempotency;

import org.jspecify.annotations.NullMarked;
