package io.threadline.ingest.channel;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP server that reads a request and then answers as told, or hangs up without a word. */
public final class FlakyServer implements AutoCloseable {
  public static final String HANG_UP = "";

  private final ServerSocket server;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private volatile String answer = HANG_UP;

  public FlakyServer() {
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::serve);
  }

  public String url() {
    return "http://localhost:" + server.getLocalPort();
  }

  public List<String> requests() {
    return requests;
  }

  /** Answers with that status, headers (each ended by CRLF) and JSON body from now on. */
  public void answer(int status, String headers, String json) {
    answer =
        "HTTP/1.1 %d X\r\nContent-Type: application/json\r\nContent-Length: %d\r\nConnection: close\r\n%s\r\n%s"
            .formatted(status, json.getBytes(StandardCharsets.UTF_8).length, headers, json);
  }

  public void hangUp() {
    answer = HANG_UP;
  }

  private void serve() {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        requests.add(request(socket.getInputStream()));
        socket.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
      } catch (IOException _) {
        // The client went away or the test is over.
      }
    }
  }

  private static String request(InputStream in) throws IOException {
    StringBuilder text = new StringBuilder();
    while (text.indexOf("\r\n\r\n") < 0) {
      int b = in.read();
      if (b < 0) {
        return text.toString();
      }
      text.append((char) b);
    }
    String head = text.toString().toLowerCase(Locale.ROOT);
    int at = head.indexOf("content-length:");
    int length =
        at < 0 ? 0 : Integer.parseInt(head.substring(at + 15, head.indexOf("\r\n", at)).strip());
    return text.append(new String(in.readNBytes(length), StandardCharsets.UTF_8)).toString();
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
