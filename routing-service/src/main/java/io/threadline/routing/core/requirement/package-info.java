/** What a ticket asks of an agent: expressions over skills, in steps that expire. */
@NullMarked
package io.threadline.routing.core.requirement;

import org.jspecify.annotations.NullMarked;
