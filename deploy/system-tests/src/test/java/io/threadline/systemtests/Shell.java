package io.threadline.systemtests;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A shell that keeps its variables from command to command. Not for several threads at once. */
final class Shell implements AutoCloseable {
  private static final String END = "--end-of-command--";

  /** How a command ended; standard error is part of the output. */
  record Result(int code, String output) {}

  private final Process process;
  private final BufferedWriter commands;
  private final BufferedReader output;

  Shell() throws IOException {
    process = new ProcessBuilder("bash", "--noprofile", "--norc").redirectErrorStream(true).start();
    commands = process.outputWriter(StandardCharsets.UTF_8);
    output = process.inputReader(StandardCharsets.UTF_8);
  }

  Result run(String command) {
    try {
      commands.write(command + "\necho; echo " + END + "$?\n");
      commands.flush();
      StringBuilder text = new StringBuilder();
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (line.startsWith(END)) {
          return new Result(Integer.parseInt(line.substring(END.length())), text.toString());
        }
        text.append(line).append('\n');
      }
      throw new IllegalStateException("the shell ended at '" + command + "': " + text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
