/** What a provider's answer means, and what no provider needs to be asked. */
@NullMarked
package io.threadline.ingest.delivery.core;

import org.jspecify.annotations.NullMarked;
