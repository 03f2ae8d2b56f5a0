/**
 * What happens to threads and tickets, decided without a framework, a clock or a database: state
 * and messages in, plan and events out.
 */
@NullMarked
package io.threadline.conversation.core;

import org.jspecify.annotations.NullMarked;
