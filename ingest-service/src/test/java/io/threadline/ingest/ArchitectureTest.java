package io.threadline.ingest;

import io.threadline.platform.testkit.ArchitectureRules;

class ArchitectureTest extends ArchitectureRules {
  ArchitectureTest() {
    super("io.threadline.ingest");
  }
}
