package io.threadline.platform.security;

/** The roles of a token, for {@code @RolesAllowed}. */
public final class Role {
  /** Answers customers. */
  public static final String AGENT = "agent";

  /** Leads agents: sees and steers their work. */
  public static final String SUPERVISOR = "supervisor";

  /** Sets the tenant up. */
  public static final String ADMIN = "admin";

  /** A machine of the tenant's: shop, data export. */
  public static final String INTEGRATION = "integration";

  private Role() {}
}
