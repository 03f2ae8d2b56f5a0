package io.threadline.conversation.attachment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.threadline.conversation.core.attachment.AwsSignature;
import io.threadline.conversation.core.attachment.FileName;
import io.threadline.conversation.core.attachment.Link;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The parts of the way of a file, each by itself. */
class AttachmentPartsTest {
  private static final byte[] BYTES = "a file".getBytes(StandardCharsets.UTF_8);

  /** The example "GET Object" of Amazon's documentation of the signature. */
  @Test
  void theSignatureIsAmazons() {
    Map<String, String> headers = new HashMap<>();
    headers.put("host", "examplebucket.s3.amazonaws.com");
    headers.put("range", "bytes=0-9");
    assertThat(
            new AwsSignature(
                    "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "us-east-1")
                .sign(
                    "GET",
                    "/test.txt",
                    headers,
                    AwsSignature.sha256(new byte[0]),
                    Instant.parse("2013-05-24T00:00:00Z"))
                .get("Authorization"))
        .isEqualTo(
            "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
                + "SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,"
                + "Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
  }

  @Test
  void aFolderKeepsFiles(@TempDir Path folder) throws IOException {
    keepsReadsAndRemoves(new FolderBlobs(folder.resolve("blobs")), folder);
  }

  /** A bucket that takes what is signed and keeps it. */
  @Test
  void aBucketKeepsFiles(@TempDir Path folder) throws IOException {
    Map<String, byte[]> kept = new ConcurrentHashMap<>();
    HttpServer bucket =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    bucket.createContext(
        "/files/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          byte[] body = exchange.getRequestBody().readAllBytes();
          String hash = exchange.getRequestHeaders().getFirst("x-amz-content-sha256");
          boolean signed =
              exchange.getRequestHeaders().getFirst("Authorization").startsWith("AWS4-HMAC-SHA256");
          byte[] answer = new byte[0];
          int status = signed && hash.equals(AwsSignature.sha256(body)) ? 200 : 403;
          if (status == 200) {
            switch (exchange.getRequestMethod()) {
              case "PUT" -> kept.put(path, body);
              case "DELETE" -> kept.remove(path);
              default -> {
                answer = kept.getOrDefault(path, answer);
                status = kept.containsKey(path) ? 200 : 404;
              }
            }
          }
          exchange.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    bucket.start();
    try {
      URI endpoint = URI.create("http://127.0.0.1:" + bucket.getAddress().getPort());
      keepsReadsAndRemoves(
          new S3Blobs(endpoint, "files", new AwsSignature("id", "key", "eu-central-1")), folder);
    } finally {
      bucket.stop(0);
    }
  }

  private static void keepsReadsAndRemoves(Blobs blobs, Path folder) throws IOException {
    Path file = Files.write(folder.resolve("in"), BYTES);
    String key = UUID.randomUUID() + "/" + UUID.randomUUID();
    blobs.put(key, file, AwsSignature.sha256(BYTES));
    try (var read = blobs.get(key)) {
      assertThat(read.readAllBytes()).isEqualTo(BYTES);
    }
    blobs.delete(key);
    blobs.delete(key);
    assertThatThrownBy(() -> blobs.get(key)).isInstanceOf(IOException.class);
  }

  @Test
  void theScannersWordCounts(@TempDir Path folder) throws IOException {
    Path file = Files.write(folder.resolve("in"), BYTES);
    assertThat(scan(file, "stream: OK\0")).isEqualTo(new Scanner.Clean());
    assertThat(scan(file, "stream: Eicar-Test-Signature FOUND\0"))
        .isEqualTo(new Scanner.Infected("Eicar-Test-Signature"));
    assertThatThrownBy(() -> scan(file, "INSTREAM size limit exceeded. ERROR\0"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("size limit");
  }

  private static Scanner.Verdict scan(Path file, String answer) throws IOException {
    try (ServerSocket daemon = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<byte[]> heard = CompletableFuture.supplyAsync(() -> answer(daemon, answer));
      Scanner scanner =
          new Scanner(
              new InetSocketAddress(InetAddress.getLoopbackAddress(), daemon.getLocalPort()));
      Scanner.Verdict verdict = scanner.scan(file);
      assertThat(heard.join()).isEqualTo(BYTES);
      return verdict;
    }
  }

  private static byte[] answer(ServerSocket daemon, String answer) {
    try (Socket socket = daemon.accept()) {
      DataInputStream in = new DataInputStream(socket.getInputStream());
      assertThat(in.readNBytes(10)).isEqualTo("zINSTREAM\0".getBytes(StandardCharsets.US_ASCII));
      byte[] bytes = in.readNBytes(in.readInt());
      assertThat(in.readInt()).isZero();
      socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
      return bytes;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void linksExpire() {
    byte[] key = new byte[32];
    Instant now = Instant.parse("2026-03-02T09:00:00Z");
    Link link = new Link(new UUID(1, 2), new UUID(3, 4), now.plusSeconds(60));
    assertThat(Link.read(key, link.sign(key), now)).contains(link);
    assertThat(Link.read(key, link.sign(key), now.plusSeconds(60))).isEmpty();
    assertThat(Link.read(new byte[] {1}, link.sign(key), now)).isEmpty();
  }

  @Test
  void dispositionsAreSafeInBothForms() {
    assertThat(FileName.disposition(false, "Հաշիվ \"1\".pdf"))
        .isEqualTo(
            "attachment; filename=\"_____ _1_.pdf\";"
                + " filename*=UTF-8''%D5%80%D5%A1%D5%B7%D5%AB%D5%BE%20%221%22.pdf");
    assertThat(FileName.safe("a".repeat(300) + ".png")).hasSize(120).endsWith(".png");
    assertThat(FileName.safe("...")).isEqualTo("file");
  }
}
