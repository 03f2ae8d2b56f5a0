package io.threadline.ingest.channel.email.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class DkimSignerTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final String MAIL =
      "From: Support <support@example.com>\r\n"
          + "To: ann@example.org\r\n"
          + "Subject:  Your\r\n   order\r\n"
          + "X-Other: not signed\r\n"
          + "\r\n"
          + "Hello \t Ann,  \r\n\r\nit is sent.\r\n\r\n\r\n";

  @Test
  void whoHasThePublicKeyCanTellThatNothingWasChanged() throws GeneralSecurityException {
    KeyPair keys = keys();
    String field = signer(keys).sign(MAIL.getBytes(StandardCharsets.ISO_8859_1), NOON);
    String flat = field.replaceAll("\\r\\n[ \\t]+", " ");
    assertThat(flat).contains("d=example.com; s=mail;").contains("t=1772366400;");
    String canonicalBody = "Hello Ann,\r\n\r\nit is sent.\r\n";
    assertThat(flat)
        .contains(
            "bh="
                + Base64.getEncoder()
                    .encodeToString(
                        MessageDigest.getInstance("SHA-256")
                            .digest(canonicalBody.getBytes(StandardCharsets.ISO_8859_1))));
    // What RFC 6376, 3.7 has signed, written out by hand.
    int cut = flat.indexOf("; b=") + 4;
    String signed =
        "from:Support <support@example.com>\r\n"
            + "to:ann@example.org\r\n"
            + "subject:Your order\r\n"
            + "dkim-signature:"
            + flat.substring(0, cut);
    Signature check = Signature.getInstance("SHA256withRSA");
    check.initVerify(keys.getPublic());
    check.update(signed.getBytes(StandardCharsets.ISO_8859_1));
    assertThat(check.verify(Base64.getDecoder().decode(flat.substring(cut).replace(" ", ""))))
        .isTrue();
  }

  @Test
  void theLinesOfTheFieldAreShort() throws GeneralSecurityException {
    String field = signer(keys()).sign(MAIL.getBytes(StandardCharsets.ISO_8859_1), NOON);
    assertThat(field.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(200));
  }

  @Test
  void aKeyThatIsNoneIsRefused() {
    assertThatThrownBy(() -> new DkimSigner("example.com", "mail", "no key"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("PKCS#8");
  }

  private static DkimSigner signer(KeyPair keys) {
    String pem =
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(keys.getPrivate().getEncoded())
            + "\n-----END PRIVATE KEY-----\n";
    return new DkimSigner("example.com", "mail", pem);
  }

  private static KeyPair keys() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2_048);
    return generator.generateKeyPair();
  }
}
