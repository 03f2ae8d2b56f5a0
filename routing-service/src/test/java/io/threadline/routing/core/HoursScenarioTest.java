package io.threadline.routing.core;

import org.junit.jupiter.api.Test;

/** Opening hours, promises and overflow; the clock starts at 08:00 UTC. */
class HoursScenarioTest {
  private static final String PAIR =
      """
      agent   ani   speaks=en capacity=4
      agent   bea   speaks=en capacity=4
      """;

  @Test
  void ticketOutsideTheHoursIsDeferredToTheOpening() {
    Scenario.check(
        PAIR
            + """
            calendar  office   08:01-08:02,08:05-09:00
            with      general  language ; calendar=office
              0 | ready ani             | ani ready
              1 | ticket T1 general en  | T1 deferred
              2 | ticket T1 general en  | no: already deferred
              3 | leave T1              | T1 released
              4 | ticket T2 general en  | T2 deferred
             59 |                       |
             60 |                       | T2 queued; T2 offered ani
            130 | ticket T3 general en  | T2 timed out; T2 queued; T3 deferred
            300 |                       | T3 queued; T2 offered ani; T3 offered ani
            """);
  }

  @Test
  void customerIsCalledBackWhenWishedByTheSameAgent() {
    Scenario.check(
        PAIR
            + """
            queue   general   language
              0 | ready ani                | ani ready
              1 | ticket T1 general en     | T1 queued; T1 offered ani
              2 | callback T1 bea 100      | no: unknown ticket
              3 | accept T1 ani            | T1 accepted; T1 assigned ani
              4 | callback T1 bea 100      | no: not yours
              5 | callback T1 ani 5        | no: invalid
              6 | callback T1 ani 100      | T1 deferred
              7 | ready bea                | bea ready
            100 |                          | T1 queued; T1 offered ani
            """);
  }

  @Test
  void clocksWarnAndTellBreachesOnceAndRepliesStopThem() {
    Scenario.check(
        PAIR
            + """
            with   general  language ; first=100 next=50 resolution=1000
              0 | ticket T1 general en  | T1 first response started; T1 resolution started; T1 queued
             80 |                       | T1 first response warning
            100 |                       | T1 first response breach
            101 | ready ani             | ani ready; T1 offered ani
            102 | accept T1 ani         | T1 accepted; T1 assigned ani
            103 | wrote T1              |
            110 | replied T1            |
            120 | wrote T1              | T1 next response started
            130 | wrote T1              |
            160 |                       | T1 next response warning
            165 | replied T1            |
            800 |                       | T1 resolution warning
            900 | resolve T1 ani        | T1 released
            """);
  }

  @Test
  void clocksRunInOpeningHoursOnly() {
    Scenario.check(
        PAIR
            + """
            calendar  office   08:00-08:01,08:10-09:00
            with      general  language ; calendar=office first=100
              0 | ticket T1 general en  | T1 first response started; T1 queued
             80 |                       |
            620 |                       | T1 first response warning
            640 |                       | T1 first response breach
            """);
  }

  @Test
  void fullQueueAndSlowQueueOverflowAndTheAgeIsKept() {
    Scenario.check(
        PAIR
            + """
            queue  spare    language
            with   general  language ; depth=1 to=spare
            with   slow     language ; wait=30 to=spare
             0 | ticket T1 general en  | T1 queued
             1 | ticket T2 general en  | T2 overflowed
             2 | ticket T3 slow en     | T3 queued
            32 |                       | T3 overflowed
            """);
  }

  @Test
  void unstaffedQueueOverflowsOnArrivalAndWhenTheLastGoesHome() {
    Scenario.check(
        """
        skill  billing
        agent  ani   billing=5 speaks=en capacity=4
        agent  bea   speaks=en capacity=1
        queue  spare    language
        with   billing  billing >= 1 ; unstaffed=yes to=spare
        0 | ready bea               | bea ready
        1 | ticket T1 billing en    | T1 overflowed
        2 | away ani                | ani away
        3 | ticket T2 billing en    | T2 queued
        4 | offline ani             | ani offline; T2 overflowed
        """);
  }

  @Test
  void slowTicketWaitsForTheNextOpeningWhereThereIsNoOtherQueue() {
    Scenario.check(
        PAIR
            + """
            calendar  office   08:00-08:01,08:10-09:00
            with      general  language ; calendar=office wait=30
              0 | ticket T1 general en  | T1 queued
             30 |                       | T1 deferred
            600 |                       | T1 queued
            """);
  }

  @Test
  void ticketOverItsMaximumGoesBeforeThoseThatMatterMore() {
    Scenario.check(
        """
        agent  ani   speaks=en capacity=2
        with   patient  language ; max=60
        queue  general  language
         0 | ticket T1 patient en  | T1 queued
         1 | urgent T2 general en  | T2 queued
        59 | ready ani             | ani ready; T2 offered ani
        60 | leave T2              | T2 canceled; T2 released; T1 offered ani
        """);
  }

  @Test
  void ofTwoThatWaitTheOneOverItsMaximumIsFirst() {
    Scenario.check(
        """
        agent  ani   speaks=en capacity=2
        with   patient  language ; max=60
        queue  general  language
         0 | ticket T1 patient en  | T1 queued
         1 | urgent T2 general en  | T2 queued
        61 | ready ani             | ani ready; T1 offered ani
        """);
  }

  @Test
  void mailOfAnAgentWhoIsGoneIsKeptUntilTheShiftEndsOrAReplyIsDue() {
    Scenario.check(
        """
        calendar  day   08:00-08:10
        agent     ani   speaks=en capacity=4 shift=day
        queue     general  language
        with      prompt   language ; first=100
          0 | ready ani            | ani ready
          1 | mail T1 general en   | T1 queued; T1 offered ani
          2 | accept T1 ani        | T1 accepted; T1 assigned ani
          3 | mail T2 prompt en    | T2 first response started; T2 queued; T2 offered ani
          4 | accept T2 ani        | T2 accepted; T2 assigned ani
          5 | lose ani             | ani disconnected
         35 |                      | ani offline
         83 |                      | T2 first response warning
        103 |                      | T2 queued; T2 first response breach
        599 |                      |
        600 |                      | T1 queued
        """);
  }
}
