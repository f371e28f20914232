package dev.leeward.zone;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The presentation forms of types that dnsjava only reads in generic form, or not by name. */
final class TypeForms {
  private static final DataField[] TEXT = {DataField.STRINGS};

  private static final Map<String, TypeForm> FORMS =
      Map.ofEntries(
          form("EID", 31, DataField.HEX),
          form("NIMLOC", 32, DataField.HEX),
          form("NINFO", 56, TEXT),
          form("RKEY", 57, DataField.U16, DataField.U8, DataField.U8, DataField.BASE64),
          form("TALINK", 58, DataField.NAME, DataField.NAME),
          form("CSYNC", 62, DataField.U32, DataField.U16, DataField.TYPES),
          form("DSYNC", 66, DataField.TYPE, DataField.DSYNC_SCHEME, DataField.U16, DataField.NAME),
          form("HHIT", 67, DataField.BASE64),
          form("BRID", 68, DataField.BASE64),
          form("NID", 104, DataField.U16, DataField.LOCATOR64),
          form("L32", 105, DataField.U16, DataField.IPV4),
          form("L64", 106, DataField.U16, DataField.LOCATOR64),
          form("LP", 107, DataField.U16, DataField.NAME),
          form("EUI48", 108, DataField.EUI48),
          form("EUI64", 109, DataField.EUI64),
          form("AVC", 258, TEXT),
          form(
              "DOA",
              259,
              DataField.U32,
              DataField.U32,
              DataField.U8,
              DataField.STRING,
              DataField.BASE64),
          form("AMTRELAY", 260, DataField.U8, DataField.AMT_RELAY),
          form("RESINFO", 261, TEXT),
          form("WALLET", 262, TEXT),
          form("CLA", 263, TEXT),
          form("TA", 32768, DataField.U16, DataField.U8, DataField.U8, DataField.HEX));

  /** A type and the fields of its data in order. */
  record TypeForm(String mnemonic, int code, List<DataField> fields) {}

  private TypeForms() {}

  static @Nullable TypeForm of(String mnemonic) {
    return FORMS.get(mnemonic.toUpperCase(Locale.ROOT));
  }

  private static Map.Entry<String, TypeForm> form(String mnemonic, int code, DataField... fields) {
    return Map.entry(mnemonic, new TypeForm(mnemonic, code, List.of(fields)));
  }
}
