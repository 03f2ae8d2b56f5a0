package io.threadline.platform.address;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadline.contracts.Channel;
import io.threadline.platform.address.Addresses.Normalised;
import io.threadline.platform.address.Addresses.Rejected;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressesTest {

  @ParameterizedTest(name = "{0} {1} is {2}")
  @CsvSource({
    "sms,      +14155550100,             +14155550100",
    "sms,      +1 (415) 555-0100,        +14155550100",
    "sms,      0014155550100,            +14155550100",
    "sms,      14155550100,              +14155550100",
    "sms,      sms:+14155550100,         +14155550100",
    "voice,    tel:+1-415-555-0100,      +14155550100",
    "whatsapp, whatsapp:+14155550100,    +14155550100",
    "whatsapp, 14155550100,              +14155550100",
    // Argentina: the 9 that comes and goes
    "whatsapp, 5491123456789,            +5491123456789",
    "whatsapp, 541123456789,             +5491123456789",
    "sms,      +54 11 2345 6789,         +5491123456789",
    "sms,      +54 9 11 2345-6789,       +5491123456789",
    // Brazil: the ninth digit of mobiles; fixed lines have none
    "whatsapp, 551198765432,             +5511998765432",
    "whatsapp, 5511998765432,            +5511998765432",
    "sms,      +55 11 3123-4567,         +551131234567",
    // Mexico: the 1 of old mobiles
    "whatsapp, 5215512345678,            +525512345678",
    "whatsapp, 525512345678,             +525512345678",
    "whatsapp, 22997123456,              +2290197123456",
    "whatsapp, 2290197123456,            +2290197123456",
    // Italy keeps its leading zero
    "sms,      +39 06 1234 5678,         +390612345678",
    "sms,      +15005550006,             +15005550006",
    "email,    Ana.Ruiz@Example.COM,     Ana.Ruiz@example.com",
    "email,    mailto:a@b.am,            a@b.am",
    "email,    anna@münchen.de,          anna@xn--mnchen-3ya.de",
    "telegram, 4711,                     4711"
  })
  void hasOneSpelling(String channel, String raw, String expected) {
    assertThat(Addresses.normalise(Channel.of(channel), raw, null))
        .isEqualTo(new Normalised(expected));
  }

  @Test
  void normalisingTwiceChangesNothing() {
    for (String raw : new String[] {"541123456789", "551198765432", "5215512345678"}) {
      String once = Addresses.comparable(Channel.WHATSAPP, raw, null);
      assertThat(Addresses.comparable(Channel.SMS, once, null)).isEqualTo(once);
    }
  }

  @Test
  void northAmericanNumbersAreReadAsTheirPlanReadsThem() {
    Random random = new Random(20_260_117);
    for (int i = 0; i < 5_000; i++) {
      String raw = "+1%010d".formatted(random.nextLong(10_000_000_000L));
      for (String region : new @Nullable String[] {null, "US", "AG", "GB"}) {
        assertThat(Addresses.normalise(Channel.SMS, raw, region))
            .as("%s in %s", raw, region)
            .isEqualTo(PhoneNumber.e164(raw, region));
      }
    }
  }

  @Test
  void nationalNumbersNeedARegion() {
    assertThat(Addresses.normalise(Channel.SMS, "07723 456789", "GB"))
        .isEqualTo(new Normalised("+447723456789"));
    assertThat(Addresses.normalise(Channel.SMS, "07723 456789", null)).isInstanceOf(Rejected.class);
  }

  @Test
  void rejectsWithAReasonThatNamesTheValue() {
    Addresses.Result result = Addresses.normalise(Channel.EMAIL, "root@localhost", null);
    assertThat(result).isInstanceOf(Rejected.class);
    assertThat(((Rejected) result).reason()).contains("root@localhost").contains("domain");
  }

  @Test
  void neverLosesASenderThatNoRuleAccepts() {
    assertThat(Addresses.comparable(Channel.SMS, " 72345", null)).isEqualTo("72345");
    assertThat(Addresses.comparable(Channel.SMS, "PARCELS", null)).isEqualTo("PARCELS");
    assertThat(Addresses.comparable(Channel.EMAIL, "root@LocalHost", null))
        .isEqualTo("root@localhost");
  }

  @Test
  void longInputIsRefusedInLinearTime() {
    String bomb = "a.".repeat(50_000) + "@example.com";
    assertThat(Addresses.normalise(Channel.EMAIL, bomb, null)).isInstanceOf(Rejected.class);
    assertThat(Addresses.normalise(Channel.SMS, "9".repeat(100_000), null))
        .isInstanceOf(Rejected.class);
  }
}
