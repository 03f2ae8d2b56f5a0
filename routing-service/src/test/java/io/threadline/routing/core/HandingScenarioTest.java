package io.threadline.routing.core;

import org.junit.jupiter.api.Test;

/** Offers that accept themselves, agents who fall silent, tickets passed on. */
class HandingScenarioTest {
  private static final String THREE =
      """
      skill   general
      skill   billing
      agent   ani   general=5 speaks=en capacity=4
      agent   bea   general=5 billing=5 speaks=en,eu capacity=4
      agent   cal   billing=5 speaks=eu capacity=4
      queue   general   language and general >= 1
      queue   billing   language and billing >= 1
      """;

  @Test
  void offerToAnAgentOnAutoAcceptIsAcceptedAsItIsMade() {
    Scenario.check(
        """
        agent   ani   speaks=en capacity=4 auto
        queue   general   language
        0 | ready ani             | ani ready
        1 | ticket T1 general en  | T1 queued; T1 offered ani; T1 accepted; T1 assigned ani
        2 | accept T1 ani         | no: offer is accepted
        3 | resolve T1 ani        | T1 released
        """);
  }

  @Test
  void queueAcceptsForTheChannelsItNames() {
    Scenario.check(
        """
        agent   ani     speaks=en capacity=4
        with    phone   language ; auto=voice
        0 | ready ani           | ani ready
        1 | call T1 phone en    | T1 queued; T1 offered ani; T1 accepted; T1 assigned ani
        2 | resolve T1 ani      | T1 released
        3 | ticket T2 phone en  | T2 queued; T2 offered ani
        """);
  }

  @Test
  void agentWhoComesBackWithinTheGraceKeepsTheWork() {
    Scenario.check(
        THREE
            + """
             0 | ready ani             | ani ready
             1 | beat ani              |
             2 | ticket T1 general en  | T1 queued; T1 offered ani
             3 | accept T1 ani         | T1 accepted; T1 assigned ani
             4 | ticket T2 general en  | T2 queued; T2 offered ani
             5 | lose ani              | ani disconnected; T2 rescinded; T2 queued
             6 | lose ani              |
            20 | beat ani              | ani ready; T2 offered ani
            60 | resolve T1 ani        | T2 timed out; T2 queued; T1 released
            """);
  }

  @Test
  void chatOfALostAgentWaitsItsGraceAndMailIsKept() {
    Scenario.check(
        THREE
            + """
             0 | ready ani             | ani ready
             1 | ticket T1 general en  | T1 queued; T1 offered ani
             2 | accept T1 ani         | T1 accepted; T1 assigned ani
             3 | mail T2 general en    | T2 queued; T2 offered ani
             4 | accept T2 ani         | T2 accepted; T2 assigned ani
             5 | ready bea             | bea ready
            10 | lose ani              | ani disconnected
            39 |                       |
            40 |                       | T1 queued; ani offline; T1 offered bea
            50 | beat ani              |
            51 | ready ani             | ani ready
            52 | resolve T2 ani        | T2 released
            """);
  }

  @Test
  void callOfALostAgentGoesOnAtOnce() {
    Scenario.check(
        THREE
            + """
             0 | ready ani           | ani ready
             1 | call T1 general en  | T1 queued; T1 offered ani
             2 | accept T1 ani       | T1 accepted; T1 assigned ani
             3 | ready bea           | bea ready
             4 | lose ani            | ani disconnected; T1 queued
            24 |                     | T1 offered bea
            """);
  }

  @Test
  void rescindedOfferGoesToSomebodyElse() {
    Scenario.check(
        THREE
            + """
            0 | ready ani             | ani ready
            1 | ready bea             | bea ready
            2 | ticket T1 general en  | T1 queued; T1 offered ani
            3 | rescind T1 ani        | T1 rescinded; T1 queued; T1 offered bea
            4 | rescind T1 ani        | no: offer is rescinded
            5 | accept T1 ani         | no: offer is rescinded
            """);
  }

  @Test
  void coldTransferFreesTheGiverAndKeepsTheAge() {
    Scenario.check(
        THREE
            + """
             0 | ready ani                   | ani ready
             1 | ticket T1 general en        | T1 queued; T1 offered ani
             2 | transfer T1 ani queue billing | no: unknown ticket
             3 | accept T1 ani               | T1 accepted; T1 assigned ani
             4 | transfer T1 bea queue billing | no: not yours
             5 | transfer T1 ani agent ani   | no: invalid
             6 | transfer T1 ani agent bea   | no: not available
             7 | ready bea                   | bea ready
             8 | ready cal                   | cal ready
             9 | transfer T1 ani agent cal   | no: not qualified
            10 | transfer T1 ani agent dan   | no: unknown agent
            11 | transfer T1 ani queue sales | no: unknown queue
            12 | transfer T1 ani queue billing | T1 queued; T1 offered bea
            13 | decline T1 bea              | T1 declined; T1 queued
            14 | take T1 boss queue general  | no: unknown ticket
            """);
  }

  @Test
  void transferToAnAgentWaitsForThatAgentAndNotTooLong() {
    Scenario.check(
        """
        agent   ani   speaks=en capacity=2
        agent   bea   speaks=en capacity=2
        agent   cal   speaks=en capacity=2
        queue   general   language
          0 | ready ani                  | ani ready
          1 | ticket T1 general en       | T1 queued; T1 offered ani
          2 | accept T1 ani              | T1 accepted; T1 assigned ani
          3 | ready bea                  | bea ready
          4 | ticket T2 general en       | T2 queued; T2 offered bea
          5 | accept T2 bea              | T2 accepted; T2 assigned bea
          6 | take T1 boss agent bea     | T1 queued
          7 | ready cal                  | cal ready
        605 |                            |
        606 |                            | T1 offered ani
        """);
  }

  @Test
  void warmTransferChangesTheOwnerWhenItIsAcceptedAndCompleted() {
    Scenario.check(
        THREE
            + """
             0 | ready ani                 | ani ready
             1 | ticket T1 general en      | T1 queued; T1 offered ani
             2 | accept T1 ani             | T1 accepted; T1 assigned ani
             3 | ready bea                 | bea ready
             4 | consult T1 ani agent ani  | no: invalid
             5 | consult T1 ani agent bea  | T1 consult asked; T1 offered bea
             6 | consult T1 ani agent bea  | no: taken
             7 | handover T1 ani           | no: not available
             8 | accept T1 bea             | T1 accepted; T1 consult joined bea
             9 | handover T1 bea           | no: not yours
            10 | handover T1 ani           | T1 consult completed bea; T1 assigned bea
            11 | thanks T1 bea             | no: unknown ticket
            12 | resolve T1 bea            | T1 released
            """);
  }

  @Test
  void consultLeavesTheOwnerAndIsOverWithTheTicket() {
    Scenario.check(
        THREE
            + """
            0 | ready ani                    | ani ready
            1 | ticket T1 general en         | T1 queued; T1 offered ani
            2 | accept T1 ani                | T1 accepted; T1 assigned ani
            3 | consult T1 ani queue billing | T1 consult asked
            4 | ready bea                    | bea ready; T1 offered bea
            5 | accept T1 bea                | T1 accepted; T1 consult joined bea
            6 | thanks T1 bea                | T1 consult completed bea
            7 | consult T1 ani agent bea     | T1 consult asked; T1 offered bea
            8 | resolve T1 ani               | T1 consult canceled; T1 canceled; T1 released
            """);
  }

  private static final String RULED =
      """
      skill   billing
      skill   technical
      agent   ani         speaks=en capacity=4 billing=8
      agent   bob         speaks=en capacity=4 technical=8
      queue   general     language
      queue   technical   language and technical >= 1
      0 | ready ani                         | ani ready
      0 | ready bob                         | bob ready
      1 | ruled T1 general en billing=5     | T1 queued; T1 offered ani
      2 | accept T1 ani                     | T1 accepted; T1 assigned ani
      """;

  @Test
  void skillsThatARuleAskedForAreAskedForAfterATransferWhileSomebodyHasThem() {
    Scenario.check(
        RULED
            + """
            3 | agent cat speaks=en technical=8 billing=8  |
            4 | transfer T1 ani queue technical            | T1 queued
            5 | ready cat                                  | cat ready; T1 offered cat
            """);
  }

  @Test
  void transferToAQueueWhoseAgentsHaveNotTheSkillsOfTheRuleGoesByTheQueueAlone() {
    Scenario.check(
        RULED
            + """
            4 | transfer T1 ani queue technical   | T1 queued; T1 offered bob
            """);
  }

  @Test
  void transferMayLeaveTheSkillsOfTheRuleBehind() {
    Scenario.check(
        RULED
            + """
            3 | agent cat speaks=en technical=8 billing=8  |
            4 | drop T1 ani queue technical                | T1 queued; T1 offered bob
            """);
  }

  @Test
  void agentWhoIsNamedIsAskedWithoutTheSkillsOfTheRule() {
    Scenario.check(
        RULED
            + """
            3 | transfer T1 ani agent bob   | T1 queued; T1 offered bob
            """);
  }
}
