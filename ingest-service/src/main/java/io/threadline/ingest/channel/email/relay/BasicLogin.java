package io.threadline.ingest.channel.email.relay;

import io.threadline.ingest.account.ChannelAccount;
import io.threadline.ingest.channel.WebhookRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;

/**
 * The login that SendGrid and Postmark can put into the URL they call: HTTP Basic, checked when the
 * account has one. The URL itself is secret already.
 */
final class BasicLogin {
  /** The secret, as {@code user:password}. */
  static final String SECRET = "basicLogin";

  private static final String BASIC = "basic ";

  private BasicLogin() {}

  /** True if the account has no login, or the request has it. Constant time in the secret. */
  static boolean matches(ChannelAccount account, WebhookRequest request) {
    String wanted = account.secret(SECRET);
    if (wanted.isEmpty()) {
      return true;
    }
    String header = request.header("authorization");
    if (header == null || !header.toLowerCase(Locale.ROOT).startsWith(BASIC)) {
      return false;
    }
    String expected = Base64.getEncoder().encodeToString(wanted.getBytes(StandardCharsets.UTF_8));
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.US_ASCII),
        header.substring(BASIC.length()).strip().getBytes(StandardCharsets.UTF_8));
  }
}
