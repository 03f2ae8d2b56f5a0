package io.threadline.routing.core;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CoreArchitectureTest {
  private static final String CORE = "io.threadline.routing.core..";
  private final JavaClasses core =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.threadline.routing.core");

  @Test
  void coreDependsOnTheJdkJspecifyAndContractsOnly() {
    classes()
        .that()
        .resideInAPackage(CORE)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            CORE,
            "java.lang..",
            "java.time..",
            "java.util",
            "java.util.function..",
            "java.util.regex..",
            "java.util.stream..",
            "org.jspecify..",
            "io.threadline.contracts..")
        .check(core);
  }

  @Test
  void coreHasNoClockNoRandomAndNoHashOrder() {
    noClasses()
        .that()
        .resideInAPackage(CORE)
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(Clock.class, Random.class, HashMap.class, HashSet.class, Thread.class)
        .orShould()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(java.util.UUID.class, "randomUUID")
        .check(core);
  }
}
