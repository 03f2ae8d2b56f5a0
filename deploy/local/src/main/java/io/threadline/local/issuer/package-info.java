/** Tokens for the demo users: an OpenID Connect provider as small as one machine needs. */
@NullMarked
package io.threadline.local.issuer;

import org.jspecify.annotations.NullMarked;
