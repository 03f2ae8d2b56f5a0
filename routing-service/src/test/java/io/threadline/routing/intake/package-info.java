/** Triage. */
@NullMarked
package io.threadline.routing.intake;

import org.jspecify.annotations.NullMarked;
