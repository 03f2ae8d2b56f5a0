package io.threadline.platform.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** The rules find what they forbid, and the contracts keep theirs. */
class ArchitectureRulesTest {
  private static final String ROOT = "io.threadline.platform.testkit.wrong";
  private static final JavaClasses WRONG = new ClassFileImporter().importPackages(ROOT);

  @Test
  void aCoreThatTouchesTheOutsideIsFound() {
    assertFinds(ArchitectureRules.coreIsPure(ROOT), "Impure", "org.jboss.logging.Logger");
    assertFinds(ArchitectureRules.coreIsPure(ROOT), "Impure", "java.nio.file.Path");
    assertFinds(ArchitectureRules.coreIsPure(ROOT), "Impure", "java.sql.SQLException");
  }

  @Test
  void aCoreThatReadsClockOrChanceIsFound() {
    ArchRule rule = ArchitectureRules.coreIsDeterministic(ROOT);
    assertFinds(rule, "Moody", "java.time.Instant.now()");
    assertFinds(rule, "Moody", "java.time.LocalDate.now(java.time.ZoneId)");
    assertFinds(rule, "Moody", "java.lang.System.nanoTime()");
    assertFinds(rule, "Moody", "java.util.UUID.randomUUID()");
    assertFinds(rule, "Moody", "java.util.concurrent.ThreadLocalRandom.current()");
    assertFinds(rule, "Moody", "java.util.Random.<init>()");
    assertThat(failures(rule)).doesNotContain("java.util.Random.<init>(long)");
  }

  @Test
  void namesThatSayNothingAreFound() {
    assertFinds(ArchitectureRules.noCatchAllPackages(), "ThingImpl", "helper");
    assertFinds(ArchitectureRules.noClassIsNamedImpl(), "ThingImpl", "Impl");
  }

  @Test
  void resourcesWithoutNameOrRolesAreFound() {
    assertFinds(ArchitectureRules.resourcesAreNamedSo(), "Endpoint", "Resource");
    assertFinds(ArchitectureRules.endpointsDeclareRoles(), "Endpoint.open()", "@RolesAllowed");
    assertThat(failures(ArchitectureRules.endpointsDeclareRoles())).doesNotContain("closed()");
  }

  @Test
  void contractsDependOnTheJdkAndJSpecifyOnly() {
    String root = "io.threadline.contracts";
    ArchitectureRules.dependsOnJdkAndJSpecifyOnly(root)
        .check(new ClassFileImporter().importPackages(root));
    assertFinds(ArchitectureRules.dependsOnJdkAndJSpecifyOnly(ROOT), "Endpoint", "jakarta.ws.rs");
  }

  private static void assertFinds(ArchRule rule, String who, String what) {
    assertThat(failures(rule).lines()).anyMatch(line -> line.contains(who) && line.contains(what));
  }

  private static String failures(ArchRule rule) {
    return String.join("\n", rule.evaluate(WRONG).getFailureReport().getDetails());
  }
}
