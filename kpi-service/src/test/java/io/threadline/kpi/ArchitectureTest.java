package io.threadline.kpi;

import io.threadline.platform.testkit.ArchitectureRules;

class ArchitectureTest extends ArchitectureRules {
  ArchitectureTest() {
    super("io.threadline.kpi");
  }
}
