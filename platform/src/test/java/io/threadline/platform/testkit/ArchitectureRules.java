package io.threadline.platform.testkit;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The rules of the house that bytecode can show. Each module has one subclass, {@code
 * ArchitectureTest}, that names its root package.
 */
public abstract class ArchitectureRules {
  private static final Set<String> CLOCK_READS = Set.of("now", "currentTimeMillis", "nanoTime");

  private final String root;
  private final JavaClasses classes;

  /**
   * @param root the module's root package, as {@code io.threadline.routing}
   */
  protected ArchitectureRules(String root) {
    this.root = root;
    this.classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(root);
  }

  @Test
  void theModuleHasClassesToCheck() {
    if (classes.isEmpty()) {
      throw new AssertionError("no class under " + root + ": the rules would check nothing");
    }
  }

  @Test
  void coreDependsOnNothingButTheJdkAndTheContracts() {
    coreIsPure(root).check(classes);
  }

  @Test
  void coreReadsNoClockAndThrowsNoDice() {
    coreIsDeterministic(root).check(classes);
  }

  @Test
  void namesSayWhatThingsAre() {
    noCatchAllPackages().check(classes);
    noClassIsNamedImpl().check(classes);
  }

  @Test
  void resourcesAreNamedSoAndSayWhoMayCallThem() {
    resourcesAreNamedSo().check(classes);
    endpointsDeclareRoles().check(classes);
  }

  /** Core packages see the JDK without I/O, JSpecify, the contracts and each other. */
  static ArchRule coreIsPure(String root) {
    DescribedPredicate<JavaClass> allowed =
        resideInAnyPackage(
            "java..",
            "javax.crypto..",
            "org.jspecify..",
            "io.threadline.contracts..",
            root + "..core..");
    DescribedPredicate<JavaClass> inputOrOutput =
        resideInAnyPackage(
                "java.sql..", "java.net.http..", "java.nio.file..", "java.nio.channels..")
            .or(
                DescribedPredicate.describe(
                    "file or socket",
                    c ->
                        c.getName().matches("java\\.(io\\.(File|RandomAccess)|net\\..*Socket).*")));
    return classes()
        .that()
        .resideInAPackage(root + "..core..")
        .should()
        .onlyDependOnClassesThat(
            allowed
                .and(DescribedPredicate.not(inputOrOutput))
                .as("belong to the JDK without I/O, JSpecify, the contracts or the core"))
        .because("a core is tested without anything around it")
        .allowEmptyShould(true);
  }

  /** The same input gives the same output, so that logs replay and tests are exact. */
  static ArchRule coreIsDeterministic(String root) {
    return noClasses()
        .that()
        .resideInAPackage(root + "..core..")
        .should()
        .accessTargetWhere(
            DescribedPredicate.describe("clock or chance", ArchitectureRules::isClockOrChance))
        .because("time is a parameter (Instant now), and so are ids and chance")
        .allowEmptyShould(true);
  }

  private static boolean isClockOrChance(JavaAccess<?> access) {
    String owner = access.getTargetOwner().getName();
    String member = access.getTarget().getName();
    int arguments =
        access.getTarget() instanceof CodeUnitAccessTarget unit
            ? unit.getRawParameterTypes().size()
            : -1;
    return switch (owner) {
      case "java.lang.System" -> CLOCK_READS.contains(member);
      case "java.lang.Math", "java.lang.StrictMath" -> member.equals("random");
      case "java.util.UUID" -> member.equals("randomUUID");
      case "java.util.Collections" -> member.equals("shuffle") && arguments == 1;
      case "java.util.Random", "java.util.SplittableRandom" ->
          member.equals("<init>") && arguments == 0;
      case "java.util.concurrent.ThreadLocalRandom",
          "java.security.SecureRandom",
          "java.time.Clock",
          "java.time.InstantSource" ->
          true;
      default -> owner.startsWith("java.time.") && CLOCK_READS.contains(member);
    };
  }

  /** Packages are named after a feature. */
  static ArchRule noCatchAllPackages() {
    return noClasses()
        .should()
        .resideInAnyPackage(
            "..util..", "..utils..", "..common..", "..helper..", "..helpers..", "..manager..")
        .because("a package is named after the feature it holds");
  }

  /** There is no interface with one implementation. */
  static ArchRule noClassIsNamedImpl() {
    return noClasses()
        .should()
        .haveSimpleNameEndingWith("Impl")
        .because("an interface with one implementation is one class too many");
  }

  /** Whoever serves HTTP is found by its name. */
  static ArchRule resourcesAreNamedSo() {
    return classes()
        .that()
        .areAnnotatedWith(Path.class)
        .and()
        .areNotInterfaces()
        .should()
        .haveSimpleNameEndingWith("Resource")
        .allowEmptyShould(true);
  }

  /** Nothing is public by accident: each endpoint, or its class, says who may call it. */
  static ArchRule endpointsDeclareRoles() {
    return methods()
        .that()
        .areMetaAnnotatedWith(HttpMethod.class)
        .and()
        .areDeclaredInClassesThat()
        .areNotInterfaces()
        .should(
            new ArchCondition<JavaMethod>("say who may call them") {
              @Override
              public void check(JavaMethod method, ConditionEvents events) {
                boolean said =
                    List.of(RolesAllowed.class, PermitAll.class, DenyAll.class).stream()
                        .anyMatch(
                            a -> method.isAnnotatedWith(a) || method.getOwner().isAnnotatedWith(a));
                events.add(
                    new SimpleConditionEvent(
                        method,
                        said,
                        method.getFullName()
                            + " has neither @RolesAllowed nor @PermitAll, nor has its class"));
              }
            })
        .allowEmptyShould(true);
  }

  /** What services share must not drag anything along. */
  static ArchRule dependsOnJdkAndJSpecifyOnly(String root) {
    return classes()
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage("java..", "org.jspecify..", root + ".."));
  }
}
