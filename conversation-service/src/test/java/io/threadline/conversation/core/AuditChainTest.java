package io.threadline.conversation.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadline.conversation.core.audit.AuditChain;
import io.threadline.conversation.core.audit.AuditChain.Anchor;
import io.threadline.conversation.core.audit.AuditChain.Break;
import io.threadline.conversation.core.audit.AuditChain.Link;
import io.threadline.conversation.core.audit.AuditEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is done to a chain shows, at the entry where it was done. */
class AuditChainTest {
  private static final UUID TENANT = new UUID(1, 1);
  private static final Instant AT = Instant.parse("2026-03-01T10:00:00.123456Z");

  private final List<Link> links = chain("ann", "bob", "cleo", "dan");
  private final Anchor head = new Anchor(4, links.getLast().hash());

  private static List<Link> chain(String... actors) {
    List<Link> links = new ArrayList<>();
    String hash = AuditChain.BEGINNING;
    for (String actor : actors) {
      AuditEntry entry = entry(links.size() + 1, actor, "{}");
      String next = AuditChain.hash(hash, entry);
      links.add(new Link(entry, hash, next));
      hash = next;
    }
    return links;
  }

  private static AuditEntry entry(long number, String actor, String detail) {
    return new AuditEntry(
        TENANT, number, AT, actor, "customers-merged", "customer", TENANT, detail, null);
  }

  private static Optional<Break> check(List<Link> links, Anchor head) {
    AuditChain chain = new AuditChain();
    for (Link link : links) {
      Optional<Break> broken = chain.add(link);
      if (broken.isPresent()) {
        return broken;
      }
    }
    return chain.end(head);
  }

  private long brokenAt() {
    return check(links, head).orElseThrow().number();
  }

  @Test
  void anUntouchedChainIsWhole() {
    assertThat(check(links, head)).isEmpty();
    assertThat(check(List.of(), new Anchor(0, AuditChain.BEGINNING))).isEmpty();
  }

  @Test
  void anEditedEntryIsFound() {
    Link second = links.get(1);
    links.set(1, new Link(entry(2, "eve", "{}"), second.previousHash(), second.hash()));
    assertThat(brokenAt()).isEqualTo(2);
  }

  @Test
  void anEditedEntryWithAHashToFitIsFoundAtTheNext() {
    AuditEntry forged = entry(2, "bob", "{\"a\":1}");
    String previous = links.get(1).previousHash();
    links.set(1, new Link(forged, previous, AuditChain.hash(previous, forged)));
    assertThat(brokenAt()).isEqualTo(3);
  }

  @Test
  void aDeletedEntryIsFound() {
    links.remove(1);
    assertThat(brokenAt()).isEqualTo(2);
  }

  @Test
  void swappedEntriesAreFound() {
    Collections.swap(links, 1, 2);
    assertThat(brokenAt()).isEqualTo(2);
  }

  @Test
  void aCutEndIsFound() {
    links.removeLast();
    assertThat(brokenAt()).isEqualTo(4);
    assertThat(check(List.of(), head)).isPresent();
  }

  @Test
  void fieldsDoNotRunIntoEachOther() {
    String one = AuditChain.hash(AuditChain.BEGINNING, entry(1, "ann", "b"));
    String other = AuditChain.hash(AuditChain.BEGINNING, entry(1, "an", "nb"));
    assertThat(one).isNotEqualTo(other);
  }
}
