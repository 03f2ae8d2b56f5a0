/** Made-up but possible lives of tickets, from a seed. */
@NullMarked
package io.threadline.kpi.generate;

import org.jspecify.annotations.NullMarked;
