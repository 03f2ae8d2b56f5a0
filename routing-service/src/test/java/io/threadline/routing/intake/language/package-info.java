/** Triage. */
@NullMarked
package io.threadline.routing.intake.language;

import org.jspecify.annotations.NullMarked;
