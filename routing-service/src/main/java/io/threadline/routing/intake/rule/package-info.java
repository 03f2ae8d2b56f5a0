/** Triage rules: conditions in CEL that decide what a ticket needs, checked before they go live. */
@NullMarked
package io.threadline.routing.intake.rule;

import org.jspecify.annotations.NullMarked;
