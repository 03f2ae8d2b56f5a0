package io.threadline.conversation.customer;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A customer as the API shows it.
 *
 * @param displayName the name they go by, or their first address while no name is known
 * @param version the ETag of the profile
 */
public record CustomerView(
    UUID id,
    String displayName,
    List<IdentityView> identities,
    long version,
    @Nullable LocalDate birthDate) {

  /**
   * An address on a channel. A phone number that the customer uses on several channels is there
   * once for each.
   *
   * @param evidence {@code attested}, {@code verified} or {@code guessed}
   */
  public record IdentityView(String channel, String address, String evidence) {}
}
