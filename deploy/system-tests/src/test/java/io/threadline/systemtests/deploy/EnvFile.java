package io.threadline.systemtests.deploy;

import java.util.Map;
import java.util.TreeMap;

/** Files of NAME=value lines. */
final class EnvFile {
  private EnvFile() {}

  static Map<String, String> read(String name) {
    Map<String, String> values = new TreeMap<>();
    for (String line : Project.text(name).lines().toList()) {
      int equals = line.indexOf('=');
      if (!line.startsWith("#") && equals > 0) {
        values.put(line.substring(0, equals), line.substring(equals + 1));
      }
    }
    return values;
  }
}
