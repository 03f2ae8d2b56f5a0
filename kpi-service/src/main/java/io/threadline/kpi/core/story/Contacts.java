package io.threadline.kpi.core.story;

import io.threadline.kpi.core.measure.Dimensions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A customer's contacts as bytes, for the fact row. About 70 bytes a contact. */
public final class Contacts {
  private static final int VERSION = 1;
  private static final long ABSENT = Long.MIN_VALUE;

  private Contacts() {}

  /** Writes a customer. */
  public static byte[] write(CustomerFact customer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeInt(customer.contacts().size());
      for (Contact contact : customer.contacts()) {
        out.writeLong(contact.ticket().getMostSignificantBits());
        out.writeLong(contact.ticket().getLeastSignificantBits());
        out.writeUTF(contact.dimensions().channel());
        out.writeUTF(contact.dimensions().queue());
        out.writeUTF(contact.dimensions().agent());
        out.writeLong(micros(contact.opened()));
        out.writeLong(micros(contact.firstResolved()));
        out.writeLong(micros(contact.reopened()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Reads what {@link #write} wrote. */
  public static CustomerFact read(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int version = in.readByte();
      if (version != VERSION) {
        throw new IllegalStateException("contacts of version " + version + " cannot be read");
      }
      int size = in.readInt();
      List<Contact> contacts = new ArrayList<>(size);
      for (int i = 0; i < size; i++) {
        contacts.add(
            new Contact(
                new UUID(in.readLong(), in.readLong()),
                new Dimensions(in.readUTF(), in.readUTF(), in.readUTF()),
                Instant.EPOCH.plus(in.readLong(), ChronoUnit.MICROS),
                instant(in.readLong()),
                instant(in.readLong())));
      }
      return CustomerFact.of(contacts);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long micros(@Nullable Instant instant) {
    return instant == null ? ABSENT : ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }

  private static @Nullable Instant instant(long micros) {
    return micros == ABSENT ? null : Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
