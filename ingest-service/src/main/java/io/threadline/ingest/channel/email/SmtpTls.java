package io.threadline.ingest.channel.email;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** The certificate that the SMTP listener shows. */
final class SmtpTls {

  private SmtpTls() {}

  /**
   * TLS with the certificate in a PKCS12 file.
   *
   * @throws IllegalStateException when the file cannot be used: the service must not start without
   *     the TLS it was told to offer
   */
  static SSLContext context(String file, String password) {
    char[] secret = password.toCharArray();
    try (InputStream in = Files.newInputStream(Path.of(file))) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, secret);
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, secret);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(
          "threadline.smtp.listener.key-store '%s' cannot be used: give a PKCS12 file and its password"
              .formatted(file),
          e);
    }
  }
}
