/** Which language a customer wrote in. Pure: the same text and roster give the same answer. */
@NullMarked
package io.threadline.routing.intake.language;

import org.jspecify.annotations.NullMarked;
