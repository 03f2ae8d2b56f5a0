/** Triage. */
@NullMarked
package io.threadline.routing.intake.rule;

import org.jspecify.annotations.NullMarked;
