package io.threadline.systemtests.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The gateway's routes in compose, as Caddy reads them inside {@code route}: in the order written,
 * the first that matches wins.
 */
record Caddyfile(List<Rule> rules) {

  /** Paths, each exact or, with {@code /*} at its end, a prefix, and where they lead. */
  record Rule(List<String> paths, String upstream) {

    boolean covers(String path) {
      return paths.stream()
          .anyMatch(pattern ->
              pattern.endsWith("/*")
                  ? path.startsWith(pattern.substring(0, pattern.length() - 1))
                  : path.equals(pattern));
    }
  }

  private static final Pattern RULE =
      Pattern.compile(
          "@([a-z]+) path ([^\\n]+)\\n\\s*handle @\\1 \\{\\s*reverse_proxy ([^\\s]+)\\s*}");

  static Caddyfile read() {
    List<Rule> rules = new ArrayList<>();
    Matcher matcher = RULE.matcher(Project.text("deploy/gateway/Caddyfile"));
    while (matcher.find()) {
      rules.add(new Rule(List.of(matcher.group(2).strip().split(" ")), matcher.group(3)));
    }
    return new Caddyfile(rules);
  }

  String upstreamOf(String path) {
    return rules.stream()
        .filter(rule -> rule.covers(path))
        .map(Rule::upstream)
        .findFirst()
        .orElse("404");
  }

  Set<String> prefixes() {
    Set<String> prefixes = new TreeSet<>();
    rules.forEach(
        rule -> rule.paths().stream().filter(path -> !path.endsWith("/*")).forEach(prefixes::add));
    return prefixes;
  }

  Set<String> upstreams() {
    Set<String> upstreams = new TreeSet<>();
    rules.forEach(rule -> upstreams.add(rule.upstream()));
    return upstreams;
  }
}
