package io.threadline.ingest.channel.email.relay;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/** What Amazon's notification service serves: the certificates it signs with, confirmations. */
@ApplicationScoped
public class SnsCertificates {
  private static final Logger LOG = Logger.getLogger(SnsCertificates.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final int MAX_BYTES = 64 * 1024;
  private static final int MAX_CERTIFICATES = 100;

  /** Whoever may name another host signs with a key of their own. */
  private static final Pattern HOST =
      Pattern.compile("sns\\.[a-z0-9-]{1,40}\\.amazonaws\\.com(\\.cn)?");

  private final Map<URI, X509Certificate> known = new ConcurrentHashMap<>();
  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(TIMEOUT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /** The certificate at that URL; empty unless it is Amazon's. Waits for the network once. */
  Optional<X509Certificate> at(String url) {
    Optional<URI> uri = amazon(url).filter(found -> found.getPath().endsWith(".pem"));
    if (uri.isEmpty()) {
      return Optional.empty();
    }
    X509Certificate held = known.get(uri.get());
    if (held != null) {
      return Optional.of(held);
    }
    Optional<X509Certificate> fetched = get(uri.get()).flatMap(SnsCertificates::certificate);
    if (known.size() < MAX_CERTIFICATES) {
      fetched.ifPresent(certificate -> known.put(uri.get(), certificate));
    }
    return fetched;
  }

  /** Confirms a subscription, once or several times. */
  void confirm(String url) {
    boolean confirmed = amazon(url).flatMap(this::get).isPresent();
    LOG.infof("a subscription at Amazon SNS was confirmed: %s", confirmed);
  }

  static Optional<URI> amazon(String url) {
    try {
      URI uri = URI.create(url);
      boolean trusted =
          "https".equals(uri.getScheme())
              && uri.getHost() != null
              && uri.getUserInfo() == null
              && (uri.getPort() == -1 || uri.getPort() == 443)
              && HOST.matcher(uri.getHost()).matches();
      return trusted ? Optional.of(uri) : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  static Optional<X509Certificate> certificate(byte[] pem) {
    try {
      return Optional.of(
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(pem)));
    } catch (CertificateException e) {
      LOG.warnf("what was served as a certificate is none: %s", e.getMessage());
      return Optional.empty();
    }
  }

  private Optional<byte[]> get(URI uri) {
    try {
      HttpResponse<InputStream> answer =
          client.send(
              HttpRequest.newBuilder(uri).timeout(TIMEOUT).build(),
              HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = answer.body()) {
        byte[] bytes = body.readNBytes(MAX_BYTES);
        return answer.statusCode() == 200 ? Optional.of(bytes) : Optional.empty();
      }
    } catch (IOException e) {
      LOG.warnf("Amazon SNS cannot be reached: %s", e.getMessage());
      return Optional.empty();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
