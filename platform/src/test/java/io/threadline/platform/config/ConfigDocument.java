package io.threadline.platform.config;

import com.sun.source.tree.MethodTree;
import io.threadline.platform.testkit.JavaSyntax;
import io.threadline.platform.testkit.Repository;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The page of all settings, made from the sources of the {@code @ConfigMapping} interfaces of all
 * modules and from the properties files that they ship.
 */
final class ConfigDocument {
  private static final Pattern PLACEHOLDER =
      Pattern.compile("\\$\\{(threadline\\.[a-z0-9.-]+)(?::([^}]*))?}");
  private static final Pattern WRAPPER =
      Pattern.compile("(?:Optional|List|Set)<(.+)>|Optional(Int|Long|Double)");

  /** A setting that no interface maps: a properties file uses it. */
  private record Plain(String key, String value, String usedBy) {}

  private final List<SourceType> types;
  private final Map<String, Map<String, String>> properties = new TreeMap<>();
  private final List<String> documented = new ArrayList<>();

  private ConfigDocument(List<SourceType> types) {
    this.types = types;
    Repository.files().stream()
        .filter(f -> Repository.name(f).matches(".*src/main/resources/.*\\.properties"))
        .filter(f -> f.getFileName().toString().matches("(application|microprofile-config)\\..*"))
        .forEach(file -> properties.put(module(file), load(file)));
  }

  /** The whole page. */
  static String generate() {
    List<SourceType> types = new ArrayList<>();
    List<Path> candidates =
        Repository.mainJava().stream()
            .filter(file -> Repository.text(file).matches("(?s).*\\b(interface|enum) .*"))
            .toList();
    JavaSyntax.parse(candidates).forEach(source -> types.addAll(SourceType.of(source)));
    return new ConfigDocument(types).page();
  }

  private String page() {
    StringBuilder page =
        new StringBuilder(
            """
            # Settings

            Generated from the sources; do not edit. A setting is read from, first to last: a system property,
            the environment variable, `application.properties` of the service, the default. Durations are
            written as `500ms`, `30s`, `5m`, `7d`, sizes in bytes unless the text says otherwise. Everything
            that Quarkus itself can be set to works as well.
            """);
    types.stream()
        .filter(type -> prefix(type).isPresent())
        .sorted(Comparator.comparing(type -> prefix(type).orElseThrow()))
        .forEach(type -> section(page, type));
    plain(page);
    return page.toString();
  }

  private void section(StringBuilder page, SourceType type) {
    String prefix = prefix(type).orElseThrow();
    page.append("\n## `").append(prefix).append("`: ");
    page.append(module(type.source().file())).append("\n\n");
    page.append(type.documentation()).append("\n\n");
    header(page);
    rows(page, prefix, type);
  }

  private static void header(StringBuilder page) {
    page.append("| Setting | Environment variable | Type | Default | Meaning |\n");
    page.append("|---|---|---|---|---|\n");
  }

  private void rows(StringBuilder page, String prefix, SourceType type) {
    for (MethodTree method : type.settings()) {
      boolean inParent =
          SourceType.annotation(method.getModifiers(), "WithParentName", "value").isPresent();
      String key = inParent ? prefix : prefix + "." + segment(method);
      String declared = String.valueOf(method.getReturnType());
      if (declared.startsWith("Map<")) {
        key += ".\"NAME\"";
        declared = declared.replaceFirst("^Map<[^,]+,\\s*(.+)>$", "$1");
      }
      Optional<SourceType> nested = find(element(declared), type);
      if (nested.isPresent() && !nested.get().isEnum()) {
        rows(page, declared.startsWith("List<") ? key + "[N]" : key, nested.get());
      } else {
        row(page, key, kind(declared, nested), value(method, key, declared), text(type, method));
      }
    }
  }

  private void row(StringBuilder page, String key, String kind, String value, String meaning) {
    documented.add(key);
    page.append("| `").append(key).append("` | `").append(variable(key)).append("` | ");
    page.append(kind).append(" | ").append(value).append(" | ").append(meaning).append(" |\n");
  }

  private static String text(SourceType type, MethodTree method) {
    String text = type.documentation(method);
    if (text.isEmpty()) {
      throw new AssertionError(
          "%s.%s() is a setting without a Javadoc: say what it does, in which unit"
              .formatted(type.name(), method.getName()));
    }
    return text;
  }

  private String value(MethodTree method, String key, String declared) {
    Optional<String> value =
        SourceType.annotation(method.getModifiers(), "WithDefault", "value")
            .or(() -> Optional.ofNullable(shipped().get(key)));
    boolean optional = declared.startsWith("Optional");
    return value.map(v -> "`" + v + "`").orElse(optional ? "not set" : required(key));
  }

  private String required(String key) {
    return properties.values().stream().anyMatch(file -> file.containsKey(key))
        ? "set by each service"
        : "**required**";
  }

  /** What platform ships for all services. */
  private Map<String, String> shipped() {
    return properties.getOrDefault("platform", Map.of());
  }

  /** Settings that only properties files use. */
  private void plain(StringBuilder page) {
    List<Plain> found = new ArrayList<>();
    properties.forEach((module, file) ->
        file.forEach((property, text) -> {
          Matcher placeholder = PLACEHOLDER.matcher(text);
          while (placeholder.find()) {
            String key = placeholder.group(1);
            String fallback = placeholder.group(2);
            String value = fallback != null ? fallback : shipped().get(key);
            if (!documented.contains(key)) {
              found.add(new Plain(key, value == null ? "" : value, property));
            }
          }
        }));
    if (found.isEmpty()) {
      return;
    }
    page.append("\n## Used by properties files\n\nThe services hand these on to Quarkus.\n\n");
    page.append(
        "| Setting | Environment variable | Default | Where it goes |\n|---|---|---|---|\n");
    found.stream()
        .collect(Collectors.groupingBy(Plain::key, TreeMap::new, Collectors.toList()))
        .forEach((key, uses) ->
            page.append(
                "| `%s` | `%s` | %s | %s |\n"
                    .formatted(
                        key,
                        variable(key),
                        uses.getFirst().value().isEmpty()
                            ? "**required**"
                            : "`" + uses.getFirst().value() + "`",
                        uses.stream()
                            .map(use -> "`" + use.usedBy() + "`")
                            .distinct()
                            .collect(Collectors.joining(", ")))));
  }

  private static String kind(String declared, Optional<SourceType> nested) {
    String element = element(declared);
    String kind =
        nested
            .map(type -> type.constants().stream().collect(Collectors.joining("`, `", "`", "`")))
            .orElse(element.toLowerCase(Locale.ROOT));
    return declared.startsWith("List<") || declared.startsWith("Set<")
        ? kind + ", separated by commas"
        : kind;
  }

  /** The type within {@code Optional} or a list. */
  private static String element(String declared) {
    Matcher wrapper = WRAPPER.matcher(declared);
    if (!wrapper.matches()) {
      return declared;
    }
    return wrapper.group(1) == null ? wrapper.group(2) : element(wrapper.group(1));
  }

  /** A type of the sources by its simple name; the one in the same file first. */
  private Optional<SourceType> find(String name, SourceType near) {
    String simple = name.replaceAll(".*\\.", "");
    return types.stream()
        .filter(type -> type.name().equals(simple))
        .max(Comparator.comparing(type -> type.source().equals(near.source())));
  }

  private static Optional<String> prefix(SourceType type) {
    return SourceType.annotation(type.tree().getModifiers(), "ConfigMapping", "prefix");
  }

  private static String segment(MethodTree method) {
    return SourceType.annotation(method.getModifiers(), "WithName", "value")
        .orElseGet(() ->
            method
                .getName()
                .toString()
                .replaceAll("([a-z0-9])([A-Z])", "$1-$2")
                .toLowerCase(Locale.ROOT));
  }

  /** The environment variable of a key (MicroProfile Config, section 3.5.2). */
  private static String variable(String key) {
    return key.replace("\"", "_").replaceAll("[^A-Za-z0-9_]", "_").toUpperCase(Locale.ROOT);
  }

  private static String module(Path file) {
    return Repository.name(file).replaceFirst("/src/.*", "");
  }

  private static Map<String, String> load(Path file) {
    Properties loaded = new Properties();
    try {
      loaded.load(new StringReader(Repository.text(file)));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
    Map<String, String> sorted = new TreeMap<>();
    loaded.forEach((key, value) -> sorted.put(key.toString(), value.toString()));
    return sorted;
  }
}
