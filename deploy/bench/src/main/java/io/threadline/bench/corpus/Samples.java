package io.threadline.bench.corpus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Files of a samples folder. */
final class Samples {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Samples() {}

  /** The files below a folder, in order; none if there is no such folder. */
  static List<Path> files(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(folder + " cannot be listed", e);
    }
  }

  /** The objects of a file of JSON lines; none if there is no such file. */
  static List<JsonNode> jsonLines(Path file) {
    return Files.exists(file)
        ? text(file).lines().filter(line -> !line.isBlank()).map(Samples::json).toList()
        : List.of();
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not JSON: " + Verdict.shown(text), e);
    }
  }

  static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }

  /** The file as UTF-8; what is not becomes U+FFFD. */
  static String text(Path file) {
    return new String(bytes(file), StandardCharsets.UTF_8);
  }

  /** Words with single blanks between them: line breaks and indentation are not compared. */
  static String words(String text) {
    return text.replace('\u00A0', ' ').strip().replaceAll("\\s+", " ");
  }
}
