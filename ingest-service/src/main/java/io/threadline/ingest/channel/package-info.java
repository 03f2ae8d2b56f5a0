/** The port that every channel implements: one package per provider. */
@NullMarked
package io.threadline.ingest.channel;

import org.jspecify.annotations.NullMarked;
