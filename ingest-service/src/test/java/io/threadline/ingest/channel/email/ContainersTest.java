package io.threadline.ingest.channel.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.threadline.contracts.Attachment;
import io.threadline.contracts.inbound.MessageReceived;
import io.threadline.ingest.TestAccounts;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** What is inside of winmail.dat, invitations and S/MIME. */
class ContainersTest {

  @Test
  void theFilesInWinmailDatAreShownInsteadOfIt() {
    ByteArrayOutputStream tnef = new ByteArrayOutputStream();
    tnef.writeBytes(little(6).putInt(0x223E9F78).putShort((short) 1).array());
    attribute(tnef, 1, 0x0002800C, "Hello from Outlook\0".getBytes(StandardCharsets.US_ASCII));
    attribute(tnef, 2, 0x00069002, new byte[14]);
    attribute(tnef, 2, 0x00018010, "report.pdf\0".getBytes(StandardCharsets.US_ASCII));
    attribute(tnef, 2, 0x0006800F, new byte[1_234]);
    MessageReceived message = mail("application/ms-tnef; name=winmail.dat", tnef.toByteArray());
    assertThat(message.text()).isEqualTo("Hello from Outlook");
    assertThat(message.attachments())
        .extracting(Attachment::fileName, Attachment::size)
        .containsExactly(tuple("report.pdf", 1_234L));
    assertThat(message.attachments().getFirst().reference()).endsWith("/0.0");
  }

  @Test
  void aWinmailDatThatIsCutOrNoneStaysAFile() {
    byte[] none = "no container".getBytes(StandardCharsets.US_ASCII);
    assertThat(mail("application/ms-tnef; name=winmail.dat", none).attachments())
        .extracting(Attachment::fileName)
        .containsExactly("winmail.dat");
    byte[] cut =
        little(20)
            .putInt(0x223E9F78)
            .putShort((short) 1)
            .put((byte) 2)
            .putInt(0x0006800F)
            .putInt(Integer.MAX_VALUE)
            .array();
    assertThat(mail("application/ms-tnef", cut).attachments()).isEmpty();
  }

  @Test
  void anInvitationAloneSaysWhatItIs() {
    String calendar =
        "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nDTSTART;TZID=Europe/Madrid:20260301T100000\r\n"
            + "DTEND:20260301T110000Z\r\nSUMMARY:Repair\\, second\r\n  visit\r\nLOCATION:Yerevan\r\n"
            + "END:VEVENT\r\nEND:VCALENDAR\r\n";
    MessageReceived message =
        mail("text/calendar; method=REQUEST", calendar.getBytes(StandardCharsets.UTF_8));
    assertThat(message.text())
        .isEqualTo("Repair, second visit\nfrom 2026-03-01 10:00\nto 2026-03-01 11:00 UTC\nYerevan");
    assertThat(message.attachments())
        .extracting(Attachment::contentType)
        .containsExactly("text/calendar");
  }

  @Test
  void anOpaqueSignatureIsUnwrapped() {
    byte[] inner =
        "Content-Type: text/plain\r\n\r\nsigned words\r\n".getBytes(StandardCharsets.US_ASCII);
    byte[] data = {0x2A, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xF7, 0x0D, 0x01, 0x07, 0x01};
    byte[] signedData = data.clone();
    signedData[8] = 2;
    byte[] content =
        der(
            0x30,
            der(0x06, signedData),
            der(
                0xA0,
                der(
                    0x30,
                    der(0x02, new byte[] {1}),
                    der(0x31),
                    der(0x30, der(0x06, data), der(0xA0, der(0x04, inner))))));
    MessageReceived message = mail("application/pkcs7-mime; smime-type=signed-data", content);
    assertThat(message.text()).isEqualTo("signed words");
    assertThat(message.unsupportedType()).isNull();
  }

  @Test
  void encryptedMailSaysThatItIs() {
    MessageReceived message =
        mail("application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m", new byte[40]);
    assertThat(message.unsupportedType()).isEqualTo("encrypted-smime");
    assertThat(message.text()).contains("encrypted");
    assertThat(message.attachments()).extracting(Attachment::fileName).containsExactly("smime.p7m");
  }

  private static MessageReceived mail(String type, byte[] content) {
    String mail =
        "From: ann@example.com\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: %s\r\nContent-Transfer-Encoding: base64\r\n\r\n%s\r\n"
            .formatted(type, Base64.getMimeEncoder().encodeToString(content));
    byte[] bytes = mail.getBytes(StandardCharsets.UTF_8);
    return MailParser.parse(
        TestAccounts.EMAIL, bytes, MailParser.SmtpEnvelope.NONE, TestAccounts.arrival(bytes));
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void attribute(ByteArrayOutputStream tnef, int level, int id, byte[] value) {
    tnef.write(level);
    tnef.writeBytes(little(8).putInt(id).putInt(value.length).array());
    tnef.writeBytes(value);
    tnef.writeBytes(new byte[2]);
  }

  private static byte[] der(int tag, byte[]... values) {
    ByteArrayOutputStream value = new ByteArrayOutputStream();
    for (byte[] each : values) {
      value.writeBytes(each);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    if (value.size() < 0x80) {
      out.write(value.size());
    } else {
      out.write(0x81);
      out.write(value.size());
    }
    out.writeBytes(value.toByteArray());
    return out.toByteArray();
  }
}
