/** Skill, load and SLA decide who takes a ticket. */
@NullMarked
package io.threadline.routing;

import org.jspecify.annotations.NullMarked;
