package io.threadline.local.demo;

import java.util.List;
import java.util.UUID;

/**
 * Somebody who can log in to the local run. The passwords are public: a production profile refuses
 * the issuer that knows them.
 */
public record DemoUser(String username, String password, List<String> roles, UUID tenant) {

  /** The tenant of a fresh install. */
  public static final UUID TENANT = UUID.fromString("00000000-0000-7000-8000-000000000001");

  /** Every demo user. */
  public static final List<DemoUser> ALL =
      List.of(
          of("agent1", "agent"),
          of("agent2", "agent"),
          of("supervisor", "supervisor"),
          of("admin", "admin", "supervisor", "integration"));

  /** The demo user of that name. */
  public static DemoUser named(String username) {
    return ALL.stream()
        .filter(user -> user.username().equals(username))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no demo user is named " + username));
  }

  private static DemoUser of(String username, String... roles) {
    return new DemoUser(username, username + "-demo", List.of(roles), TENANT);
  }
}
