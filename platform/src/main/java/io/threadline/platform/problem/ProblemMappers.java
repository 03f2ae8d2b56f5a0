package io.threadline.platform.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.oidc.OIDCException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.threadline.platform.database.SqlStates;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** The one place where refusals and failures become problem documents. */
public final class ProblemMappers {
  private static final Logger LOG = Logger.getLogger(ProblemMappers.class);
  private static final Duration RETRY = Duration.ofSeconds(2);

  @ServerExceptionMapper
  public Response refused(ApiException e) {
    return answer(e.code(), e.getMessage(), e.members(), e.retryAfter());
  }

  @ServerExceptionMapper
  public Response unreadable(JsonProcessingException e) {
    String where =
        e instanceof JsonMappingException mapping
            ? mapping.getPath().stream()
                .map(p -> p.getFieldName() == null ? "[" + p.getIndex() + "]" : p.getFieldName())
                .collect(Collectors.joining("."))
            : "";
    return answer(
        ErrorCode.MALFORMED_BODY,
        (where.isEmpty() ? "the body" : "member '" + where + "'")
            + " is not valid JSON of the expected shape: "
            + e.getOriginalMessage(),
        Map.of(),
        null);
  }

  /** Quarkus maps this class itself; only a mapper of the same class takes its place. */
  @ServerExceptionMapper
  public Response mismatched(MismatchedInputException e) {
    return unreadable(e);
  }

  @ServerExceptionMapper
  public Response unauthenticated(UnauthorizedException e) {
    return answer(
        ErrorCode.NOT_AUTHENTICATED,
        "send a valid token as 'Authorization: Bearer …'",
        Map.of(),
        null);
  }

  /** Whether the token is good cannot be known right now: that is no fault of the caller's. */
  @ServerExceptionMapper
  public Response unverifiable(OIDCException e) {
    LOG.warnf("tokens cannot be checked: %s", e.getMessage());
    return answer(
        ErrorCode.UNAVAILABLE,
        "the identity provider cannot be reached to check the token; try again",
        Map.of(),
        RETRY);
  }

  @ServerExceptionMapper
  public Response forbidden(ForbiddenException e) {
    return answer(ErrorCode.FORBIDDEN, "the roles of the token do not allow this", Map.of(), null);
  }

  @ServerExceptionMapper
  public Response http(WebApplicationException e) {
    Response response = e.getResponse();
    if (response.hasEntity()) {
      return response;
    }
    if (e.getCause() instanceof JsonProcessingException json) {
      return unreadable(json);
    }
    return answer(codeOf(response.getStatus()), e.getMessage(), Map.of(), null);
  }

  @ServerExceptionMapper
  public Response failed(RuntimeException e) {
    if (SqlStates.isTransient(e)) {
      LOG.warnf("the database is not available: %s", e.getMessage());
      return answer(
          ErrorCode.UNAVAILABLE, "the database is not available; try again", Map.of(), RETRY);
    }
    LOG.error("request failed", e);
    return answer(ErrorCode.INTERNAL, "the failure is in the log under this trace", Map.of(), null);
  }

  private static ErrorCode codeOf(int status) {
    return switch (status) {
      case 401 -> ErrorCode.NOT_AUTHENTICATED;
      case 403 -> ErrorCode.FORBIDDEN;
      case 404 -> ErrorCode.NOT_FOUND;
      case 405 -> ErrorCode.METHOD_NOT_ALLOWED;
      case 406 -> ErrorCode.NOT_ACCEPTABLE;
      case 413 -> ErrorCode.TOO_LARGE;
      case 415 -> ErrorCode.UNSUPPORTED_MEDIA_TYPE;
      case 429 -> ErrorCode.TOO_MANY_REQUESTS;
      case 503 -> ErrorCode.UNAVAILABLE;
      default -> status < 500 ? ErrorCode.INVALID_VALUE : ErrorCode.INTERNAL;
    };
  }

  private static Response answer(
      ErrorCode code,
      @Nullable String detail,
      Map<String, Object> members,
      @Nullable Duration retryAfter) {
    Response.ResponseBuilder response =
        Response.status(code.category().status())
            .type(Problem.MEDIA_TYPE)
            .entity(Problem.of(code, detail, members));
    if (retryAfter != null) {
      response.header(HttpHeaders.RETRY_AFTER, Math.max(1, retryAfter.toSeconds()));
    }
    return response.build();
  }
}
