package io.threadline.platform.version;

import io.threadline.platform.problem.ApiException;
import io.threadline.platform.problem.ErrorCode;
import org.jspecify.annotations.Nullable;

/** The ETag of what can be changed: a change names the version that it was made from. */
public final class EntityVersion {
  private EntityVersion() {}

  /** The version as an ETag, as {@code "7"}. */
  public static String tag(long version) {
    return '"' + Long.toString(version) + '"';
  }

  /**
   * Lets a change pass only if it was made from this version.
   *
   * @param ifMatch the header, as the ETag was given, or {@code *}
   * @throws ApiException 428 without the header, 412 if it names another version
   */
  public static void require(@Nullable String ifMatch, long version) {
    if (ifMatch == null || ifMatch.isBlank()) {
      throw new ApiException(
          ErrorCode.VERSION_REQUIRED,
          "send the ETag of what you read as If-Match; it is " + tag(version) + " now");
    }
    String sent = ifMatch.strip();
    if (!sent.equals("*") && !sent.equals(tag(version))) {
      throw new ApiException(
              ErrorCode.STALE_VERSION,
              "If-Match is " + sent + " and the version is " + tag(version) + ": read it again")
          .with("version", version);
    }
  }
}
