/**
 * What the services say to each other: events as records, the topics they travel on and the words
 * both sides share. Depends on the JDK and JSpecify only, so that every reader of an event can use
 * it.
 *
 * <p>Compatibility: a field may be added when it is nullable or a list (absent reads as empty); a
 * field is never renamed, retyped or removed within a version. A change that needs more gets a new
 * type name with the next version number.
 */
@NullMarked
package io.threadline.contracts;

import org.jspecify.annotations.NullMarked;
