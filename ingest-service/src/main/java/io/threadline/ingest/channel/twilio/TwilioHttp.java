package io.threadline.ingest.channel.twilio;

import com.twilio.http.HttpClient;
import com.twilio.http.Request;
import com.twilio.http.Response;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.message.BasicHeader;
import org.jspecify.annotations.Nullable;

/**
 * The SDK's transport, with two differences to its own: a request is made once, never repeated (the
 * SDK repeats on 429 and 5xx, and a repeat may send twice), and a failure says whether the request
 * can have reached Twilio.
 */
final class TwilioHttp extends HttpClient {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(15);
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int UNAVAILABLE = 503;
  private static final String REAL_API = "https://api.twilio.com";

  /** No connection was made: Twilio knows nothing of the request. */
  static final class NotReached extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotReached(IOException cause) {
      super(cause.getMessage(), cause);
    }
  }

  /** The connection ended before an answer: Twilio may have taken the request. */
  static final class NoAnswer extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoAnswer(Exception cause) {
      super(cause.toString(), cause);
    }
  }

  /** Twilio refused for now, and so did not take the request. */
  static final class Busy extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int status;
    private final @Nullable Duration after;

    Busy(int status, @Nullable Duration after) {
      super("Twilio answered " + status);
      this.status = status;
      this.after = after;
    }

    int status() {
      return status;
    }

    @Nullable Duration after() {
      return after;
    }
  }

  private final java.net.http.HttpClient http =
      java.net.http.HttpClient.newBuilder()
          .version(java.net.http.HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT)
          .build();
  private final String api;

  /**
   * @param api the base URL to call instead of Twilio's own; empty for Twilio's
   */
  TwilioHttp(String api) {
    this.api = api.isBlank() ? REAL_API : api.replaceAll("/+$", "");
  }

  @Override
  public Response reliableRequest(Request request) {
    return makeRequest(request);
  }

  @Override
  public Response reliableRequest(Request request, int[] retryCodes, int retries, long delay) {
    return makeRequest(request);
  }

  @Override
  public Response makeRequest(Request request) {
    String url = request.constructURL().toString();
    HttpRequest.Builder built =
        HttpRequest.newBuilder(
                URI.create(url.startsWith(REAL_API) ? api + url.substring(REAL_API.length()) : url))
            .timeout(ANSWER)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Accept", "application/json")
            .header("Authorization", request.getAuthString());
    for (Map.Entry<String, List<String>> header : request.getHeaderParams().entrySet()) {
      header.getValue().forEach(value -> built.header(header.getKey(), value));
    }
    built.method(
        request.getMethod().toString(),
        HttpRequest.BodyPublishers.ofString(request.encodeFormBody(), StandardCharsets.UTF_8));
    return call(built.build());
  }

  private Response call(HttpRequest request) {
    try {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      throwIfBusy(answer);
      Header[] headers =
          answer.headers().map().entrySet().stream()
              .map(header -> new BasicHeader(header.getKey(), header.getValue().getFirst()))
              .toArray(Header[]::new);
      return new Response(answer.body(), answer.statusCode(), headers);
    } catch (ConnectException | HttpConnectTimeoutException e) {
      throw new NotReached(e);
    } catch (IOException e) {
      throw e.getCause() instanceof UnresolvedAddressException
          ? new NotReached(e)
          : new NoAnswer(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NoAnswer(e);
    }
  }

  /** 429 always means not taken; 503 only where Twilio says when to come back. */
  private static void throwIfBusy(HttpResponse<String> answer) {
    Duration after =
        answer
            .headers()
            .firstValue("Retry-After")
            .filter(text -> text.matches("\\d{1,5}"))
            .map(text -> Duration.ofSeconds(Integer.parseInt(text)))
            .orElse(null);
    int status = answer.statusCode();
    if (status == TOO_MANY_REQUESTS || (status == UNAVAILABLE && after != null)) {
      throw new Busy(status, after);
    }
  }
}
