package io.threadline.platform.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;

/** As much of an OpenID Connect provider as a service asks for: its discovery document and keys. */
final class TestIssuer {
  private TestIssuer() {}

  /** Starts it on a free port; it lives as long as the JVM. Answers the issuer's address. */
  static String start() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      String issuer = "http://localhost:" + server.getAddress().getPort() + "/auth";
      server.createContext(
          "/auth/.well-known/openid-configuration",
          exchange ->
              answer(
                  exchange,
                  """
                  {"issuer": "%1$s", "jwks_uri": "%1$s/jwks", "token_endpoint": "%1$s/token",
                   "authorization_endpoint": "%1$s/authorize"}
                  """
                      .formatted(issuer)));
      server.createContext("/auth/jwks", exchange -> answer(exchange, keys()));
      server.start();
      return issuer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String keys() {
    RSAPublicKey key = TestTokens.publicKey();
    Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
    return """
    {"keys": [{"kty": "RSA", "use": "sig", "alg": "RS256", "kid": "%s", "n": "%s", "e": "%s"}]}
    """
        .formatted(
            TestTokens.KEY_ID,
            encoder.encodeToString(unsigned(key.getModulus().toByteArray())),
            encoder.encodeToString(unsigned(key.getPublicExponent().toByteArray())));
  }

  /** Without the sign byte that a big integer may start with. */
  private static byte[] unsigned(byte[] number) {
    return number[0] == 0 ? java.util.Arrays.copyOfRange(number, 1, number.length) : number;
  }

  private static void answer(HttpExchange exchange, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, body.length);
    try (var out = exchange.getResponseBody()) {
      out.write(body);
    }
  }
}
