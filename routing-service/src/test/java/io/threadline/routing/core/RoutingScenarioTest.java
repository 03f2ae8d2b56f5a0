package io.threadline.routing.core;

import org.junit.jupiter.api.Test;

class RoutingScenarioTest {
  private static final String TEAM =
      """
      skill   general
      skill   billing
      skill   technical
      agent   ani   general=5 billing=8 speaks=en,hy capacity=4
      agent   bea   technical=8 speaks=en,es,eu capacity=4
      queue   general   language and general >= 1 / language
      """;

  @Test
  void ticketGoesToTheAgentWhoHasSkillAndLanguage() {
    Scenario.check(
        TEAM
            + """
            0 | ready bea             | bea ready
            0 | ready ani             | ani ready
            1 | ticket T1 general en  | T1 queued; T1 offered ani
            2 | accept T1 ani         | T1 accepted; T1 assigned ani
            3 | ticket T2 general eu  | T2 queued; T2 offered bea
            4 | ticket T3 general fr  | T3 queued
            5 | resolve T1 ani        | T1 released
            """);
  }

  @Test
  void stepThatSomebodyCouldSatisfyIsWaitedForEvenWhenThatAgentIsAway() {
    Scenario.check(
        TEAM
            + """
            0 | ready bea             | bea ready
            1 | ticket T1 general en  | T1 queued
            9 | ready ani             | ani ready; T1 offered ani
            """);
  }

  @Test
  void stepExpiresAndOthersMayTakeTheTicket() {
    Scenario.check(
        """
        skill   general
        agent   ani   general=5 speaks=en
        agent   bea   speaks=en
        queue   general   general >= 1 for 30 / language
         0 | ready bea             | bea ready
         1 | ticket T1 general en  | T1 queued
        30 |                       |
        31 |                       | T1 offered bea
        """);
  }

  @Test
  void offerTimesOutAtItsDeadlineAndThreeMissesMakeTheAgentAway() {
    Scenario.check(
        TEAM
            + """
              0 | ready ani             | ani ready
              1 | ticket T1 general hy  | T1 queued; T1 offered ani
             30 |                       |
             31 |                       | T1 timed out; T1 queued
             32 | accept T1 ani         | no: offer is timed out
             91 |                       | T1 offered ani
            121 |                       | T1 timed out; T1 queued
            181 |                       | T1 offered ani
            211 |                       | T1 timed out; T1 queued; ani away
            300 | ready ani             | ani ready; T1 offered ani
            """);
  }

  @Test
  void offerHasOneEndAndOneOwner() {
    Scenario.check(
        TEAM
            + """
            0 | ready ani             | ani ready
            1 | ticket T1 general en  | T1 queued; T1 offered ani
            2 | steal T1 bea ani      | no: unknown offer
            3 | accept T1 ani         | T1 accepted; T1 assigned ani
            4 | accept T1 ani         | no: offer is accepted
            5 | decline T1 ani        | no: offer is accepted
            6 | ticket T1 general en  | no: already assigned
            7 | leave T1              | T1 released
            8 | leave T1              | no: not there
            """);
  }

  @Test
  void declinedTicketGoesToTheNextAndCoolsDownForTheFirst() {
    Scenario.check(
        """
        skill   general
        agent   ani   general=5 speaks=en
        agent   bea   general=5 speaks=en
        queue   general   language and general >= 1
         0 | ready ani             | ani ready
         1 | ready bea             | bea ready
         2 | ticket T1 general en  | T1 queued; T1 offered ani
         3 | decline T1 ani        | T1 declined; T1 queued; T1 offered bea
         4 | decline T1 bea        | T1 declined; T1 queued
        63 |                       | T1 offered ani
        """);
  }

  @Test
  void capacityIsNeverExceededAndMailWaitsForChats() {
    Scenario.check(
        """
        skill   general
        agent   ani   general=5 speaks=en capacity=4
        queue   general   language
        0 | ready ani             | ani ready
        1 | mail T1 general en    | T1 queued; T1 offered ani
        2 | mail T2 general en    | T2 queued; T2 offered ani
        3 | ticket T3 general en  | T3 queued; T3 offered ani
        4 | ticket T4 general en  | T4 queued; T4 offered ani
        5 | ticket T5 general en  | T5 queued
        6 | mail T6 general en    | T6 queued
        7 | leave T1              | T1 canceled; T1 released
        8 | leave T3              | T3 canceled; T3 released; T5 offered ani
        """);
  }

  @Test
  void voiceNeedsTheAgentAlone() {
    Scenario.check(
        """
        agent   ani   speaks=en
        queue   phone   language
        0 | ready ani           | ani ready
        1 | ticket T1 phone en  | T1 queued; T1 offered ani
        2 | call T2 phone en    | T2 queued
        3 | accept T1 ani       | T1 accepted; T1 assigned ani
        4 | resolve T1 ani      | T1 released; T2 offered ani
        5 | ticket T3 phone en  | T3 queued
        6 | accept T2 ani       | T2 accepted; T2 assigned ani
        7 | offline ani         | ani offline; T2 queued
        """);
  }

  @Test
  void urgentTicketOvertakesThoseWhoWaitedLess() {
    Scenario.check(
        """
        agent   ani   speaks=en capacity=2
        queue   general   language
        1 | ticket T1 general en  | T1 queued
        2 | urgent T2 general en  | T2 queued
        9 | ready ani             | ani ready; T2 offered ani
        """);
  }

  @Test
  void reopenedTicketWaitsForItsAgentThenGoesToOthers() {
    Scenario.check(
        """
        agent   ani   speaks=en capacity=2
        agent   bea   speaks=en capacity=2
        queue   general   language
         0 | ready ani                 | ani ready
         1 | ready bea                 | bea ready
         2 | sticky T1 general en bea  | T1 reopened; T1 offered bea
         3 | sticky T2 general en bea  | T2 reopened
        22 |                           |
        23 |                           | T2 offered ani
        24 | offline bea               | bea offline; T1 rescinded; T1 queued
        25 | sticky T3 general en bea  | T3 reopened
        """);
  }

  @Test
  void wrapUpKeepsTheCapacityUntilItIsDone() {
    Scenario.check(
        """
        agent      ani   speaks=en capacity=2
        wrapping   general   language
         0 | ready ani             | ani ready
         1 | ticket T1 general en  | T1 queued; T1 offered ani
         2 | accept T1 ani         | T1 accepted; T1 assigned ani
         3 | ticket T2 general en  | T2 queued
         4 | resolve T1 ani        |
         5 | done T1 ani           | T1 released; T2 offered ani
         6 | accept T2 ani         | T2 accepted; T2 assigned ani
         7 | ticket T3 general en  | T3 queued
         8 | resolve T2 ani        |
        18 |                       | T2 released; T3 offered ani
        """);
  }

  @Test
  void drainingAgentFinishesAndGoes() {
    Scenario.check(
        TEAM
            + """
            0 | ready ani             | ani ready
            1 | ticket T1 general hy  | T1 queued; T1 offered ani
            2 | accept T1 ani         | T1 accepted; T1 assigned ani
            3 | ticket T2 general hy  | T2 queued; T2 offered ani
            4 | draining ani          | ani draining; T2 rescinded; T2 queued
            5 | resolve T1 ani        | ani offline; T1 released
            """);
  }

  @Test
  void supervisorAssignsWithinCapacityOrOverridesItButNeverTheLanguage() {
    Scenario.check(
        """
        agent   ani   speaks=en capacity=2
        agent   bea   speaks=eu capacity=2
        queue   general   language
        0 | ready ani             | ani ready
        1 | ticket T1 general en  | T1 queued; T1 offered ani
        2 | ticket T2 general en  | T2 queued
        3 | assign T2 ani         | no: no capacity
        4 | force T2 bea          | no: not qualified
        5 | force T2 ani          | T2 assigned ani
        6 | pull T1 ani           | T1 accepted; T1 assigned ani
        7 | pull T1 bea           | no: taken
        """);
  }

  @Test
  void freeAgentTakesTheTicketThatIsLatestAgainstItsPromise() {
    Scenario.check(
        """
        agent   ani   speaks=en capacity=2
        slow    mail    language
        queue   chat    language
         1 | ticket T1 mail en  | T1 queued
        31 | ticket T2 chat en  | T2 queued
        40 | ready ani          | ani ready; T2 offered ani
        41 | leave T2           | T2 canceled; T2 released; T1 offered ani
        """);
  }

  @Test
  void stepThatNobodyCanSatisfyAnyMoreIsPassed() {
    Scenario.check(
        TEAM
            + """
            0 | ready bea                               | bea ready
            1 | ticket T1 general en                    | T1 queued
            2 | agent ani billing=8 speaks=en,hy        | T1 offered bea
            """);
  }
}
