package io.threadline.routing;

import io.threadline.platform.testkit.ArchitectureRules;

class ArchitectureTest extends ArchitectureRules {
  ArchitectureTest() {
    super("io.threadline.routing");
  }
}
