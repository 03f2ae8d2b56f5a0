/** Consent, retention, and what a customer may ask for: all of theirs, or to be forgotten. */
@NullMarked
package io.threadline.conversation.privacy;

import org.jspecify.annotations.NullMarked;
