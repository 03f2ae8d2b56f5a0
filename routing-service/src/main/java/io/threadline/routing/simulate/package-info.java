/**
 * Customers and agents drawn by chance, or taken from a recorded log, around the real routing
 * engine. Pure as the core is, except that chance is seeded.
 */
@NullMarked
package io.threadline.routing.simulate;

import org.jspecify.annotations.NullMarked;
