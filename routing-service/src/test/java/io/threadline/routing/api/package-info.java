/** The service as callers see it. */
@NullMarked
package io.threadline.routing.api;

import org.jspecify.annotations.NullMarked;
