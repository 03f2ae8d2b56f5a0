/** What a service is configured with, and the parts that are built from it. */
@NullMarked
package io.threadline.platform.config;

import org.jspecify.annotations.NullMarked;
