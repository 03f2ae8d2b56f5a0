/** Customers and their identities. */
@NullMarked
package io.threadline.conversation.customer;

import org.jspecify.annotations.NullMarked;
