/** The one origin in front of the services. */
@NullMarked
package io.threadline.local.gateway;

import org.jspecify.annotations.NullMarked;
