/** Agents, skills, queues, presence, offers and decisions by REST. */
@NullMarked
package io.threadline.routing.api;

import org.jspecify.annotations.NullMarked;
