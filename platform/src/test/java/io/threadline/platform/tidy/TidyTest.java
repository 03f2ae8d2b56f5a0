package io.threadline.platform.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.MethodTree;
import com.sun.source.util.TreeScanner;
import io.threadline.platform.testkit.JavaSyntax;
import io.threadline.platform.testkit.Repository;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The rules of the house that text can show, over all modules. What breaks one is named with the
 * file, the line and the rule.
 *
 * <p>There is a ratchet for what may not be fixed at once: {@link #TOLERATED} holds the present
 * size, which may only shrink.
 */
class TidyTest {
  private static final int FILE_LINES = 400;
  private static final int METHOD_LINES = 40;

  /** File or method to its size, where it exceeds the rule for a reason. */
  private static final Map<String, Integer> TOLERATED = Map.of();

  private static final Predicate<String> TEXT =
      Pattern.compile(".*\\.(java|sql|ts|tsx|css|js|mjs|sh|properties|xml|ya?ml|json|env|md|html)")
          .asMatchPredicate();
  private static final Predicate<String> TEST_JAVA =
      Pattern.compile("(.*/)?(src/test/java|system-tests)/.*\\.java").asMatchPredicate();

  // Put together, since this file is checked too.
  private static final Pattern LEFT_OVER = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b");
  private static final Pattern SLEEP =
      Pattern.compile("\\bThread\\.sl" + "eep\\(|TimeUnit\\.\\w+\\.sl" + "eep\\(");
  private static final Pattern DISABLED = Pattern.compile("@Dis" + "abled");

  @Test
  void noSourceIsLongerThan400Lines() {
    List<String> found = new ArrayList<>();
    for (Path file : Repository.mainJava()) {
      long lines = Repository.text(file).lines().count();
      if (lines > limit(Repository.name(file), FILE_LINES)) {
        found.add(
            "%s has %d lines, %d at most: give a part of it a name and a file"
                .formatted(Repository.name(file), lines, FILE_LINES));
      }
    }
    none(found);
  }

  @Test
  void noMethodIsLongerThan40Lines() {
    List<String> found = new ArrayList<>();
    for (JavaSyntax.Source source : JavaSyntax.parse(Repository.mainJava())) {
      new TreeScanner<Void, Void>() {
        @Override
        public Void visitMethod(MethodTree method, Void unused) {
          long lines = source.lastLine(method) - source.firstLine(method) + 1;
          String name = Repository.name(source.file()) + "#" + method.getName();
          if (lines > limit(name, METHOD_LINES)) {
            found.add(
                "%s (line %d) has %d lines, %d at most: name its steps"
                    .formatted(name, source.firstLine(method), lines, METHOD_LINES));
          }
          return super.visitMethod(method, unused);
        }
      }.scan(source.tree(), null);
    }
    none(found);
  }

  @Test
  void everyPackageSaysWhatItHoldsAndIsNullMarked() {
    Map<String, String> described = new TreeMap<>();
    Map<String, Path> packages = new TreeMap<>();
    for (Path file : Repository.files()) {
      String name = Repository.name(file);
      if (!name.matches(".*src/(main|test)/java/.*\\.java")) {
        continue;
      }
      // A package that main and test share is described once.
      String key = name.replaceFirst("src/(main|test)/java", "src").replaceFirst("/[^/]+$", "");
      packages.putIfAbsent(key, file);
      if (name.endsWith("/package-info.java")) {
        described.merge(key, Repository.text(file), String::concat);
      }
    }
    List<String> found = new ArrayList<>();
    packages.forEach((key, file) -> {
      String text = described.getOrDefault(key, "");
      if (!text.contains("@NullMarked") || !text.startsWith("/**")) {
        found.add(
            "the package of %s needs a package-info.java with a Javadoc and @NullMarked"
                .formatted(Repository.name(file)));
      }
    });
    none(found);
  }

  @Test
  void nothingIsLeftForLater() {
    none(matches(TEXT, LEFT_OVER, "is finished, or is an issue in the tracker"));
  }

  @Test
  void testsAwaitAConditionAndAllOfThemRun() {
    none(matches(TEST_JAVA, SLEEP, "slows or breaks: await the condition that you mean"));
    none(matches(TEST_JAVA, DISABLED, "tests nothing: mend the test or delete it"));
  }

  @Test
  void linesAreIndentedBySpaces() {
    // Java is the formatter's business, and a text block may quote a file that needs tabs.
    Predicate<String> text = TEXT.and(name -> !name.endsWith(".java"));
    none(matches(text, Pattern.compile("\t"), "looks different everywhere: use spaces"));
  }

  private static List<String> matches(Predicate<String> files, Pattern wrong, String rule) {
    List<String> found = new ArrayList<>();
    for (Path file : Repository.files()) {
      if (!files.test(Repository.name(file)) || isGivenToUs(file)) {
        continue;
      }
      List<String> lines = Repository.text(file).lines().toList();
      for (int i = 0; i < lines.size(); i++) {
        var match = wrong.matcher(lines.get(i));
        if (match.find()) {
          found.add(
              "%s:%d: '%s' %s"
                  .formatted(
                      Repository.name(file), i + 1, match.group().replace("\t", "a tab"), rule));
        }
      }
    }
    return found;
  }

  /** Lock files and third-party samples are as others made them. */
  private static boolean isGivenToUs(Path file) {
    String name = Repository.name(file);
    return name.endsWith("package-lock.json")
        || name.contains("/src/test/resources/")
        || name.startsWith(".mvn/");
  }

  private static int limit(String what, int rule) {
    return TOLERATED.getOrDefault(what, rule);
  }

  private static void none(List<String> found) {
    assertThat(found)
        .withFailMessage(() -> found.stream().collect(Collectors.joining("\n", "\n", "")))
        .isEmpty();
  }
}
