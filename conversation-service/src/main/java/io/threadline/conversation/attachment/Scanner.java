package io.threadline.conversation.attachment;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Asks a ClamAV daemon what it thinks of a file, by its INSTREAM command (clamd(8)). */
final class Scanner {
  private static final int CONNECT_MILLIS = 5_000;
  private static final int ANSWER_MILLIS = 60_000;
  private static final int CHUNK = 64 * 1024;
  private static final int LONGEST_ANSWER = 4 * 1024;

  private final InetSocketAddress daemon;

  /** What the daemon thinks. */
  sealed interface Verdict {}

  /** Nothing was found. */
  record Clean() implements Verdict {}

  /** Something was found. */
  record Infected(String name) implements Verdict {}

  Scanner(InetSocketAddress daemon) {
    this.daemon = daemon;
  }

  /**
   * Scans a file.
   *
   * @throws IOException if there is no answer, or one that tells nothing
   */
  Verdict scan(Path file) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(daemon, CONNECT_MILLIS);
      socket.setSoTimeout(ANSWER_MILLIS);
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      out.write("zINSTREAM\0".getBytes(StandardCharsets.US_ASCII));
      try (InputStream bytes = Files.newInputStream(file)) {
        byte[] chunk = new byte[CHUNK];
        for (int read = bytes.read(chunk); read > 0; read = bytes.read(chunk)) {
          out.writeInt(read);
          out.write(chunk, 0, read);
        }
      }
      out.writeInt(0);
      out.flush();
      byte[] answer = socket.getInputStream().readNBytes(LONGEST_ANSWER);
      return verdict(new String(answer, StandardCharsets.UTF_8).replace("\0", "").strip());
    }
  }

  private static Verdict verdict(String answer) throws IOException {
    if (answer.endsWith(": OK")) {
      return new Clean();
    }
    if (answer.endsWith(" FOUND")) {
      int colon = answer.indexOf(": ");
      return new Infected(answer.substring(colon + 2, answer.length() - " FOUND".length()));
    }
    throw new IOException("the scanner answered '" + answer + "'");
  }
}
