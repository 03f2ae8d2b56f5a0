/** Errors of the API: one enum, one mapping to problem+json. */
@NullMarked
package io.threadline.platform.problem;

import org.jspecify.annotations.NullMarked;
