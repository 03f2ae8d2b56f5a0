package io.threadline.conversation;

import io.threadline.platform.testkit.ArchitectureRules;

class ArchitectureTest extends ArchitectureRules {
  ArchitectureTest() {
    super("io.threadline.conversation");
  }
}
