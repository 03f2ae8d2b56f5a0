package io.threadline.conversation.likeness;

/** What is known of a person and can be compared. */
public enum Trait {
  NAME("name"),
  BIRTH_DATE("date of birth"),
  EMAIL("email address"),
  PHONE("phone number"),
  /** An email address that they wrote of, as in a signature. */
  MENTIONED_EMAIL("email address in their messages"),
  /** A phone number that they wrote of, as in a signature. */
  MENTIONED_PHONE("phone number in their messages"),
  /** A number that a state or a company gave them. */
  DOCUMENT("document number"),
  STREET("street"),
  LOCALITY("town"),
  POSTCODE("postcode"),
  REGION("region");

  private final String words;

  Trait(String words) {
    this.words = words;
  }

  /** As people say it. */
  public String words() {
    return words;
  }
}
