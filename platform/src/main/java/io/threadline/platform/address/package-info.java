/** How addresses of customers are spelled before they are compared: one spelling per person. */
@NullMarked
package io.threadline.platform.address;

import org.jspecify.annotations.NullMarked;
