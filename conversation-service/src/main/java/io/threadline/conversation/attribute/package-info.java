/** What a tenant knows of its customers, by name: asked about by triage rules. */
@NullMarked
package io.threadline.conversation.attribute;

import org.jspecify.annotations.NullMarked;
