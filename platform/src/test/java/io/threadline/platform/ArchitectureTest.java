package io.threadline.platform;

import io.threadline.platform.testkit.ArchitectureRules;

class ArchitectureTest extends ArchitectureRules {
  ArchitectureTest() {
    super("io.threadline.platform");
  }
}
