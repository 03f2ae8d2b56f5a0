package io.threadline.ingest.channel.email.core;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * Signs mail so that its domain answers for it: DKIM (RFC 6376) with relaxed canonicalisation of
 * header and body, and RSA with SHA-256.
 */
public final class DkimSigner {
  /**
   * In the order of signing. Names that a mail lacks are signed as lacking, so none can be added.
   */
  private static final List<String> SIGNED =
      List.of(
          "from",
          "reply-to",
          "to",
          "subject",
          "date",
          "message-id",
          "in-reply-to",
          "references",
          "auto-submitted",
          "mime-version",
          "content-type",
          "content-transfer-encoding");

  private static final int LINE = 70;

  private final String domain;
  private final String selector;
  private final PrivateKey key;

  /**
   * A signer.
   *
   * @param domain that answers for the mail
   * @param selector under which its public key is in DNS
   * @param pem the private key, PKCS#8 in PEM
   * @throws IllegalArgumentException when the key cannot be read
   */
  public DkimSigner(String domain, String selector, String pem) {
    this.domain = domain;
    this.selector = selector;
    this.key = key(pem);
  }

  private static PrivateKey key(String pem) {
    String base64 = pem.replaceAll("-----[A-Z ]+-----|\\s", "");
    try {
      return KeyFactory.getInstance("RSA")
          .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalArgumentException("the DKIM key is no RSA key in PKCS#8 and PEM", e);
    }
  }

  /** The value of the DKIM-Signature field of a mail with CRLF line ends, folded. */
  public String sign(byte[] mail, Instant now) {
    String text = new String(mail, StandardCharsets.ISO_8859_1);
    int end = text.indexOf("\r\n\r\n");
    String head = end < 0 ? text : text.substring(0, end + 2);
    String body = end < 0 ? "" : text.substring(end + 4);
    String unsigned =
        "v=1; a=rsa-sha256; c=relaxed/relaxed; d=%s; s=%s; t=%d;\r\n\th=%s;\r\n\tbh=%s;\r\n\tb="
            .formatted(
                domain,
                selector,
                now.getEpochSecond(),
                String.join(":", SIGNED),
                Base64.getEncoder().encodeToString(sha256(relaxedBody(body))));
    StringBuilder signed = new StringBuilder();
    List<String> fields = fields(head);
    for (String name : SIGNED) {
      fields.stream()
          .filter(field -> name(field).equals(name))
          .reduce((_, last) -> last)
          .ifPresent(field -> signed.append(relaxed(field)).append("\r\n"));
    }
    signed.append(relaxed("dkim-signature:" + unsigned));
    return unsigned + folded(signature(signed.toString()));
  }

  private static List<String> fields(String head) {
    List<String> fields = new ArrayList<>();
    for (String line : head.split("\r\n", -1)) {
      boolean continues = line.startsWith(" ") || line.startsWith("\t");
      if (continues && !fields.isEmpty()) {
        fields.add(fields.removeLast() + line);
      } else if (line.indexOf(':') > 0) {
        fields.add(line);
      }
    }
    return fields;
  }

  private static String name(String field) {
    return field.substring(0, field.indexOf(':')).strip().toLowerCase(Locale.ROOT);
  }

  /** RFC 6376, 3.4.2. */
  private static String relaxed(String field) {
    String value = field.substring(field.indexOf(':') + 1).replace("\r\n", "");
    return name(field) + ':' + value.replaceAll("[ \\t]+", " ").strip();
  }

  /** RFC 6376, 3.4.4. */
  private static String relaxedBody(String body) {
    String lines = body.replaceAll("[ \\t]+", " ").replaceAll(" (?=\r\n|$)", "");
    int end = lines.length();
    while (end >= 2 && lines.startsWith("\r\n", end - 2)) {
      end -= 2;
    }
    return end == 0 ? "" : lines.substring(0, end) + "\r\n";
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256")
          .digest(text.getBytes(StandardCharsets.ISO_8859_1));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK has no SHA-256", e);
    }
  }

  private String signature(String text) {
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key);
      signature.update(text.getBytes(StandardCharsets.ISO_8859_1));
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the DKIM key cannot sign", e);
    }
  }

  private static String folded(String base64) {
    return base64.replaceAll("(.{" + LINE + "})(?=.)", "$1\r\n\t ");
  }
}
