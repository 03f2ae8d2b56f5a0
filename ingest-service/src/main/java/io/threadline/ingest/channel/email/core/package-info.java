/** Rules of email without I/O: quoted replies, machine mail, reply tokens. */
@NullMarked
package io.threadline.ingest.channel.email.core;

import org.jspecify.annotations.NullMarked;
