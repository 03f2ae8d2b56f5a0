package io.threadline.routing.simulate;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class SimulateArchitectureTest {
  private static final String SIMULATE = "io.threadline.routing.simulate..";
  private final JavaClasses simulate =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.threadline.routing.simulate");

  @Test
  void simulatorKnowsTheCoreAndTheJdkOnly() {
    classes()
        .that()
        .resideInAPackage(SIMULATE)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            SIMULATE,
            "io.threadline.routing.core..",
            "java.lang..",
            "java.time..",
            "java.util",
            "java.util.function..",
            "java.util.stream..",
            "org.jspecify..",
            "io.threadline.contracts..")
        .check(simulate);
  }

  @Test
  void chanceComesFromSeedsAlone() {
    noClasses()
        .that()
        .resideInAPackage(SIMULATE)
        .should()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .callConstructor(java.util.SplittableRandom.class)
        .check(simulate);
  }
}
