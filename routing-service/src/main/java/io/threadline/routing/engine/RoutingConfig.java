package io.threadline.routing.engine;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How this instance routes. */
@ConfigMapping(prefix = "threadline.routing")
public interface RoutingConfig {

  /** Where other instances reach this one; unique among them. */
  @WithDefault("http://localhost:${quarkus.http.port}")
  String address();

  /** How long a lease outlives its writer: how late another instance takes over after a crash. */
  @WithDefault("3s")
  Duration lease();

  /**
   * Whether the pools that other instances write are kept warm here, so that a takeover loads
   * nothing and every state is checked against its log; costs their memory a second time.
   */
  @WithDefault("true")
  boolean standby();

  /** How long an offer stands before it times out. */
  @WithDefault("30s")
  Duration offerExpiry();

  /**
   * How long an agent's client may be silent, once it has sent a heartbeat, before the agent counts
   * as disconnected.
   */
  @WithDefault("30s")
  Duration heartbeatTimeout();

  /** How many offers in a row an agent lets time out before being away. */
  @WithDefault("3")
  int missesToAway();

  /** How long a ticket is not offered again to an agent who declined or missed it. */
  @WithDefault("30s")
  Duration cooldown();

  /** How long a reopened ticket waits for the agent who had it. */
  @WithDefault("30s")
  Duration stickyFor();

  /** How many offers an agent gets at most in the ramp window after coming to work. */
  @WithDefault("20")
  int rampOffers();

  /** How long the ramp after coming to work lasts. */
  @WithDefault("10s")
  Duration rampWindow();

  /** How long an ended offer answers with its end. */
  @WithDefault("1h")
  Duration offersRemembered();

  /** The queue of requests that name none, made when a pool starts. */
  @WithDefault("general")
  String defaultQueue();

  /** Inputs committed together at most. */
  @WithDefault("1024")
  int maxBatch();

  /**
   * After how many inputs a pool's whole state is kept, so that why something was decided can be
   * asked without replaying the log from its beginning; a state of more entities is kept as much
   * more seldom.
   */
  @WithDefault("20000")
  int snapshotEvery();

  /**
   * How far the tables that queries read may lie behind the log under load; with little to do they
   * do not.
   */
  @WithDefault("1s")
  Duration rowsBehind();

  /** Inputs waiting for their commit at most; then the intake waits and the API answers 503. */
  @WithDefault("10000")
  int mailbox();
}
