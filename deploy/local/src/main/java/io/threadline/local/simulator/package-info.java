/** Providers that live on this machine and behave as their documentation says. */
@NullMarked
package io.threadline.local.simulator;

import org.jspecify.annotations.NullMarked;
