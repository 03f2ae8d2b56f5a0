package io.threadline.systemtests.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The project's folder and its files. */
public final class Project {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> SOURCE_MODULES =
      Set.of(
          "platform", "ingest-service", "routing-service", "conversation-service", "kpi-service");

  private Project() {}

  /** Maven passes it as a system property; an editor starts tests in the module's folder. */
  static Path root() {
    return Path.of(System.getProperty("threadline.root", "../..")).toAbsolutePath().normalize();
  }

  /** A file or folder of the project. */
  public static Path path(String name) {
    return root().resolve(name);
  }

  static String text(String name) {
    try {
      return Files.readString(path(name));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name, e);
    }
  }

  /** A YAML file with its anchors and merge keys resolved. */
  static JsonNode yaml(String name) {
    Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
    Object content = yaml.load(text(name));
    return JSON.valueToTree(content);
  }

  static JsonNode json(String name) {
    try {
      return JSON.readTree(text(name));
    } catch (IOException e) {
      throw new UncheckedIOException(name + " is not JSON", e);
    }
  }

  /** The production sources of the platform and the services, joined: for finding names in. */
  static String serviceSources() {
    StringBuilder all = new StringBuilder();
    for (String module : SOURCE_MODULES) {
      for (Path file : files(module + "/src/main", ".java")) {
        all.append(text(root().relativize(file).toString())).append('\n');
      }
    }
    return all.toString();
  }

  /** The files below a folder whose names end so, sorted; none when there is no such folder. */
  static List<Path> files(String folder, String ending) {
    if (!Files.isDirectory(path(folder))) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(path(folder))) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> file.toString().endsWith(ending))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + folder, e);
    }
  }

  /** The first group of each match, sorted, once each. */
  static Set<String> matches(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map((MatchResult match) -> match.group(1))
        .collect(TreeSet::new, Set::add, Set::addAll);
  }

  /** The texts of a YAML or JSON list; of a single text, that one. */
  static List<String> texts(JsonNode list) {
    if (list.isTextual()) {
      return List.of(list.asText());
    }
    List<String> texts = new ArrayList<>();
    list.forEach(item -> texts.add(item.asText()));
    return texts;
  }
}
