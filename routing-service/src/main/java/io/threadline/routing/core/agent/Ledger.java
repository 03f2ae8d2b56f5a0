package io.threadline.routing.core.agent;

/** Which part of an agent's capacity a ticket takes. */
public enum Ledger {
  /** Asks for attention now: admitted iff primary load + weight fits; pauses interruptible work. */
  PRIMARY,
  /** Can wait while primary work goes on: admitted iff all load + weight fits. */
  INTERRUPTIBLE,
  /** Needs the agent alone, as voice does: admitted iff there is no primary load. */
  EXCLUSIVE
}
