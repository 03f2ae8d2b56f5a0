package io.threadline.ingest.channel.email.relay;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;

/**
 * The signature of a message of Amazon SNS (docs.aws.amazon.com/sns: verifying signatures): RSA
 * over name and value of certain members, a line each, in this order; SHA-1 in version 1, SHA-256
 * in 2.
 */
public final class SnsSignature {
  private static final List<String> NOTIFICATION =
      List.of("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type");
  private static final List<String> CONFIRMATION =
      List.of("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type");

  private SnsSignature() {}

  /** True if the holder of the certificate signed the message. */
  public static boolean valid(JsonNode message, X509Certificate certificate) {
    String algorithm =
        switch (message.path("SignatureVersion").asText()) {
          case "1" -> "SHA1withRSA";
          case "2" -> "SHA256withRSA";
          default -> "";
        };
    if (algorithm.isEmpty()) {
      return false;
    }
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initVerify(certificate.getPublicKey());
      signature.update(signed(message).getBytes(StandardCharsets.UTF_8));
      return signature.verify(Base64.getDecoder().decode(message.path("Signature").asText()));
    } catch (GeneralSecurityException | IllegalArgumentException _) {
      // Not base64, or not of that key: nobody signed it.
      return false;
    }
  }

  private static String signed(JsonNode message) {
    boolean notification = message.path("Type").asText().equals("Notification");
    StringBuilder text = new StringBuilder();
    for (String name : notification ? NOTIFICATION : CONFIRMATION) {
      JsonNode value = message.path(name);
      if (value.isTextual()) {
        text.append(name).append('\n').append(value.asText()).append('\n');
      }
    }
    return text.toString();
  }
}
