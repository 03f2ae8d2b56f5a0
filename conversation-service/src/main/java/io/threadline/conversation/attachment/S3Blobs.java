package io.threadline.conversation.attachment;

import io.threadline.conversation.core.attachment.AwsSignature;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Files in a bucket of S3, or of anything that speaks its language; the path names the bucket. */
final class S3Blobs implements Blobs {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(60);
  private static final int NOT_FOUND = 404;
  private static final String EMPTY = AwsSignature.sha256(new byte[0]);

  private final URI endpoint;
  private final String bucket;
  private final AwsSignature signature;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT).build();

  S3Blobs(URI endpoint, String bucket, AwsSignature signature) {
    this.endpoint = endpoint;
    this.bucket = bucket;
    this.signature = signature;
  }

  @Override
  public void put(String key, Path file, String sha256) throws IOException {
    HttpRequest request = request("PUT", key, sha256, BodyPublishers.ofFile(file));
    HttpResponse<Void> answer = send(request, BodyHandlers.discarding());
    require(answer, "kept");
  }

  @Override
  public InputStream get(String key) throws IOException {
    HttpResponse<InputStream> answer =
        send(request("GET", key, EMPTY, BodyPublishers.noBody()), BodyHandlers.ofInputStream());
    if (answer.statusCode() != 200) {
      answer.body().close();
    }
    require(answer, "read");
    return answer.body();
  }

  @Override
  public void delete(String key) throws IOException {
    HttpResponse<Void> answer =
        send(request("DELETE", key, EMPTY, BodyPublishers.noBody()), BodyHandlers.discarding());
    if (answer.statusCode() != NOT_FOUND) {
      require(answer, "removed");
    }
  }

  private HttpRequest request(String method, String key, String sha256, BodyPublisher body) {
    String path = '/' + bucket + '/' + key;
    Map<String, String> headers =
        signature.sign(
            method, path, Map.of("host", endpoint.getAuthority()), sha256, Instant.now());
    HttpRequest.Builder request =
        HttpRequest.newBuilder(endpoint.resolve(path)).timeout(ANSWER).method(method, body);
    headers.forEach(request::header);
    return request.build();
  }

  private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> body)
      throws IOException {
    try {
      return client.send(request, body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static void require(HttpResponse<?> answer, String what) throws IOException {
    if (answer.statusCode() < 200 || answer.statusCode() > 299) {
      throw new IOException(
          "a file could not be %s: S3 answered %d".formatted(what, answer.statusCode()));
    }
  }
}
