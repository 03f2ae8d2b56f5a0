package io.threadline.platform.security;

import io.quarkus.security.identity.SecurityIdentity;
import io.threadline.platform.problem.ApiException;
import io.threadline.platform.problem.ErrorCode;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.UUID;
import org.eclipse.microprofile.jwt.Claims;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** Who is calling, from the token: the tenant, the login name and the roles. */
@RequestScoped
public class Caller {
  @Inject SecurityIdentity identity;

  /**
   * Whose data the request may touch.
   *
   * @throws ApiException if the token names no tenant
   */
  public UUID tenant() {
    Object claim = token().getClaim("tenant");
    if (claim == null) {
      throw new ApiException(
          ErrorCode.FORBIDDEN, "the token has no claim 'tenant': map it in the identity provider");
    }
    try {
      return UUID.fromString(claim.toString());
    } catch (IllegalArgumentException e) {
      throw new ApiException(
          ErrorCode.FORBIDDEN, "the token's claim 'tenant' is '" + claim + "', which is no UUID");
    }
  }

  /** The login name, by which agents are known throughout. */
  public String login() {
    @Nullable String login = token().getClaim(Claims.preferred_username.name());
    return login == null ? token().getSubject() : login;
  }

  /** True if the token carries the role. */
  public boolean has(String role) {
    return identity.hasRole(role);
  }

  private JsonWebToken token() {
    if (identity.getPrincipal() instanceof JsonWebToken token) {
      return token;
    }
    throw new ApiException(
        ErrorCode.NOT_AUTHENTICATED, "send a valid token as 'Authorization: Bearer …'");
  }
}
