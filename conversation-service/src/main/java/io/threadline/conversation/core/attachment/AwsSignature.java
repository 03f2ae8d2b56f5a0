package io.threadline.conversation.core.attachment;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * AWS Signature Version 4 of a request to S3 with a signed payload, as documented under
 * "Authenticating Requests: Using the Authorization Header".
 *
 * @param accessKey the id of the key
 * @param secretKey the key
 */
public record AwsSignature(String accessKey, String secretKey, String region) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final String HMAC = "HmacSHA256";

  /**
   * The headers to send beside those that are signed.
   *
   * @param path of the URL, encoded
   * @param headers to sign, {@code host} among them, names in lower case
   * @param payloadHash SHA-256 of the body in hex
   */
  public Map<String, String> sign(
      String method, String path, Map<String, String> headers, String payloadHash, Instant now) {
    String time = TIME.format(now);
    String day = time.substring(0, 8);
    SortedMap<String, String> signed = new TreeMap<>(headers);
    signed.put("x-amz-content-sha256", payloadHash);
    signed.put("x-amz-date", time);
    StringBuilder canonical = new StringBuilder(method).append('\n').append(path).append("\n\n");
    signed.forEach((name, value) -> canonical.append(name).append(':').append(value).append('\n'));
    String names = String.join(";", signed.keySet());
    canonical.append('\n').append(names).append('\n').append(payloadHash);
    String scope = day + '/' + region + "/s3/aws4_request";
    String toSign =
        String.join(
            "\n",
            ALGORITHM,
            time,
            scope,
            sha256(canonical.toString().getBytes(StandardCharsets.UTF_8)));
    byte[] key = hmac(("AWS4" + secretKey).getBytes(StandardCharsets.UTF_8), day);
    for (String part : new String[] {region, "s3", "aws4_request"}) {
      key = hmac(key, part);
    }
    String authorization =
        "%s Credential=%s/%s,SignedHeaders=%s,Signature=%s"
            .formatted(
                ALGORITHM, accessKey, scope, names, HexFormat.of().formatHex(hmac(key, toSign)));
    return Map.of(
        "x-amz-content-sha256", payloadHash, "x-amz-date", time, "Authorization", authorization);
  }

  /** SHA-256 in hex. */
  public static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every JDK has " + HMAC, e);
    }
  }
}
