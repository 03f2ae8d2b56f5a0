package io.threadline.platform.problem;

import java.util.Locale;

/**
 * Every way in which the API refuses. The name, in kebab case, is the last part of the problem's
 * {@code type}; clients may branch on it, so names are stable.
 */
public enum ErrorCode {
  INVALID_VALUE(Category.BAD_REQUEST, "A value is not valid"),
  MALFORMED_BODY(Category.BAD_REQUEST, "The body cannot be read"),
  INVALID_CURSOR(Category.BAD_REQUEST, "The cursor belongs to another query"),
  NOT_AUTHENTICATED(Category.UNAUTHORIZED, "A valid token is needed"),
  FORBIDDEN(Category.FORBIDDEN, "The token does not allow this"),
  INVALID_SIGNATURE(Category.FORBIDDEN, "The signature does not match"),
  NOT_FOUND(Category.NOT_FOUND, "There is no such thing"),
  METHOD_NOT_ALLOWED(Category.METHOD_NOT_ALLOWED, "The resource has no such method"),
  NOT_ACCEPTABLE(Category.NOT_ACCEPTABLE, "No representation fits the Accept header"),
  ALREADY_EXISTS(Category.CONFLICT, "It exists already"),
  CONFLICT(Category.CONFLICT, "The state does not allow this"),
  THREAD_MOVED_ON(Category.CONFLICT, "The thread has moved on"),
  OFFER_ENDED(Category.CONFLICT, "The offer has ended"),
  IDEMPOTENCY_KEY_REUSED(
      Category.UNPROCESSABLE, "The idempotency key was used for another request"),
  NOT_RECORDED(Category.GONE, "That far back nothing is recorded any more"),
  EMPTY_VARIABLE(Category.UNPROCESSABLE, "A variable of the text has no value"),
  REFUSED_CONTENT(Category.UNPROCESSABLE, "The content is refused"),
  STALE_VERSION(Category.PRECONDITION_FAILED, "Somebody changed it in between"),
  TOO_LARGE(Category.TOO_LARGE, "The body is too large"),
  UNSUPPORTED_MEDIA_TYPE(Category.UNSUPPORTED_MEDIA_TYPE, "The content type is not supported"),
  WRONG_OWNER(Category.MISDIRECTED, "Another instance owns this pool"),
  VERSION_REQUIRED(Category.PRECONDITION_REQUIRED, "If-Match is needed"),
  TOO_MANY_REQUESTS(Category.TOO_MANY_REQUESTS, "Too many requests"),
  INTERNAL(Category.INTERNAL, "Something went wrong here"),
  UNAVAILABLE(Category.UNAVAILABLE, "Not available right now");

  private final Category category;
  private final String title;

  ErrorCode(Category category, String title) {
    this.category = category;
    this.title = title;
  }

  public Category category() {
    return category;
  }

  /** The problem's title: the same for every occurrence. */
  public String title() {
    return title;
  }

  /** The problem's type, a relative URI. */
  public String type() {
    return "/problems/" + slug();
  }

  /** The name in kebab case. */
  public String slug() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What kind of refusal it is, and the HTTP status that says so. */
  public enum Category {
    BAD_REQUEST(400),
    UNAUTHORIZED(401),
    FORBIDDEN(403),
    NOT_FOUND(404),
    METHOD_NOT_ALLOWED(405),
    NOT_ACCEPTABLE(406),
    CONFLICT(409),
    GONE(410),
    PRECONDITION_FAILED(412),
    TOO_LARGE(413),
    UNSUPPORTED_MEDIA_TYPE(415),
    MISDIRECTED(421),
    UNPROCESSABLE(422),
    PRECONDITION_REQUIRED(428),
    TOO_MANY_REQUESTS(429),
    INTERNAL(500),
    UNAVAILABLE(503);

    private final int status;

    Category(int status) {
      this.status = status;
    }

    public int status() {
      return status;
    }
  }
}
