package io.threadline.ingest.channel.email.imap;

import com.fasterxml.jackson.databind.JsonNode;
import io.threadline.ingest.account.ChannelAccount;
import io.threadline.platform.event.EventJson;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * Connects to the mailbox of an account. Settings: {@code imapHost}, {@code imapPort}, {@code
 * imapUser} (the account's address if absent), {@code imapTls} ({@code tls}, {@code starttls} or
 * {@code none}), {@code imapFolder}. Secrets: {@code imapPassword}; or for OAuth {@code
 * imapAccessToken}, or {@code imapRefreshToken} with {@code imapClientSecret} and the settings
 * {@code imapTokenUrl} and {@code imapClientId}.
 */
final class ImapLogin {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .connectTimeout(TIMEOUT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  private ImapLogin() {}

  /** The folder that is read. */
  static String folder(ChannelAccount account) {
    String folder = account.setting("imapFolder");
    return folder.isEmpty() ? "INBOX" : folder;
  }

  /** A connected store. */
  static Store connect(ChannelAccount account) throws MessagingException {
    String tls = account.setting("imapTls");
    boolean implicit = tls.isEmpty() || tls.equals("tls");
    String protocol = implicit ? "imaps" : "imap";
    boolean oauth = account.secret("imapPassword").isEmpty();
    Properties properties = new Properties();
    String prefix = "mail." + protocol + '.';
    properties.setProperty(prefix + "connectiontimeout", millis(TIMEOUT));
    properties.setProperty(prefix + "timeout", millis(Duration.ofMinutes(25)));
    properties.setProperty(prefix + "writetimeout", millis(TIMEOUT));
    properties.setProperty(prefix + "starttls.enable", Boolean.toString(!implicit));
    properties.setProperty(prefix + "starttls.required", Boolean.toString(tls.equals("starttls")));
    properties.setProperty(prefix + "ssl.checkserveridentity", "true");
    properties.setProperty(prefix + "partialfetch", "true");
    properties.setProperty(prefix + "fetchsize", "262144");
    properties.setProperty(prefix + "peek", "true");
    if (oauth) {
      properties.setProperty(prefix + "auth.mechanisms", "XOAUTH2");
    }
    Store store = Session.getInstance(properties).getStore(protocol);
    store.connect(
        account.setting("imapHost"),
        port(account, implicit),
        user(account),
        oauth ? token(account) : account.secret("imapPassword"));
    return store;
  }

  private static String millis(Duration duration) {
    return Long.toString(duration.toMillis());
  }

  private static int port(ChannelAccount account, boolean implicit) {
    String port = account.setting("imapPort");
    return port.matches("\\d{1,5}") ? Integer.parseInt(port) : implicit ? 993 : 143;
  }

  private static String user(ChannelAccount account) {
    String user = account.setting("imapUser");
    return user.isEmpty() ? account.address() : user;
  }

  private static String token(ChannelAccount account) throws MessagingException {
    String refresh = account.secret("imapRefreshToken");
    if (refresh.isEmpty()) {
      return account.secret("imapAccessToken");
    }
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(account.setting("imapTokenUrl")))
              .timeout(TIMEOUT)
              .header("Content-Type", "application/x-www-form-urlencoded")
              .POST(HttpRequest.BodyPublishers.ofString(form(account, refresh)))
              .build();
      HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
      JsonNode body = EventJson.mapper().readTree(answer.body());
      String token = body.path("access_token").asText();
      if (token.isEmpty()) {
        throw new AuthenticationFailedException(
            "the token URL answered " + answer.statusCode() + " without an access_token");
      }
      return token;
    } catch (IOException | IllegalArgumentException e) {
      throw new MessagingException("no OAuth token: " + e.getClass().getSimpleName());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MessagingException("interrupted while a token was asked for", e);
    }
  }

  /** RFC 6749, 6. */
  private static String form(ChannelAccount account, String refresh) {
    return Map.of(
            "grant_type",
            "refresh_token",
            "refresh_token",
            refresh,
            "client_id",
            account.setting("imapClientId"),
            "client_secret",
            account.secret("imapClientSecret"))
        .entrySet()
        .stream()
        .map(entry -> entry.getKey() + '=' + encoded(entry.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
