package io.threadline.ingest.accept;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the accept path behaves when something is slow, large or away. */
@ConfigMapping(prefix = "threadline.accept")
public interface AcceptConfig {

  /** How long Kafka may take to acknowledge before records go to the spool. */
  @WithDefault("2s")
  Duration kafkaTimeout();

  /** The cap of the spool on disk, in bytes. */
  @WithDefault("536870912")
  long spoolBytes();

  /** Bytes of records given to Kafka and not yet acknowledged; above it records are spooled. */
  @WithDefault("16777216")
  long inFlightBytes();

  /** Bytes of request bodies held in memory at once, all channels together; above it 503. */
  @WithDefault("67108864")
  long bodyBytes();

  /** The largest email, in bytes. */
  @WithDefault("41943040")
  int emailBytes();

  /** How long an account that was found is believed before it is looked up again. */
  @WithDefault("30s")
  Duration accountTtl();
}
