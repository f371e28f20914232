package dev.leeward.dns;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An RR type by its code, 0 to 65535; unknown ones are written {@code TYPE123} (RFC 3597). */
public record RecordType(int code) implements Comparable<RecordType> {
  private static final Map<Integer, String> MNEMONICS = new TreeMap<>();
  private static final Map<String, Integer> CODES = new TreeMap<>();

  static {
    String table =
        """
        A 1 NS 2 MD 3 MF 4 CNAME 5 SOA 6 MB 7 MG 8 MR 9 NULL 10 WKS 11 PTR 12 HINFO 13 MINFO 14 MX 15 TXT 16
        RP 17 AFSDB 18 X25 19 ISDN 20 RT 21 NSAP 22 NSAP-PTR 23 SIG 24 KEY 25 PX 26 GPOS 27 AAAA 28 LOC 29
        NXT 30 EID 31 NIMLOC 32 SRV 33 ATMA 34 NAPTR 35 KX 36 CERT 37 A6 38 DNAME 39 SINK 40 OPT 41 APL 42
        DS 43 SSHFP 44 IPSECKEY 45 RRSIG 46 NSEC 47 DNSKEY 48 DHCID 49 NSEC3 50 NSEC3PARAM 51 TLSA 52
        SMIMEA 53 HIP 55 NINFO 56 RKEY 57 TALINK 58 CDS 59 CDNSKEY 60 OPENPGPKEY 61 CSYNC 62 ZONEMD 63
        SVCB 64 HTTPS 65 DSYNC 66 HHIT 67 BRID 68 SPF 99 UINFO 100 UID 101 GID 102 UNSPEC 103 NID 104
        L32 105 L64 106 LP 107 EUI48 108 EUI64 109 NXNAME 128 TKEY 249 TSIG 250 IXFR 251 AXFR 252
        MAILB 253 MAILA 254 ANY 255 URI 256 CAA 257 AVC 258 DOA 259 AMTRELAY 260 RESINFO 261 WALLET 262
        CLA 263 IPN 264 TA 32768 DLV 32769
        """;
    String[] words = table.strip().split("\\s+");
    for (int i = 0; i < words.length; i += 2) {
      MNEMONICS.put(Integer.valueOf(words[i + 1]), words[i]);
      CODES.put(words[i], Integer.valueOf(words[i + 1]));
    }
  }

  public static final RecordType A = new RecordType(1);
  public static final RecordType NS = new RecordType(2);
  public static final RecordType CNAME = new RecordType(5);
  public static final RecordType SOA = new RecordType(6);
  public static final RecordType PTR = new RecordType(12);
  public static final RecordType HINFO = new RecordType(13);
  public static final RecordType MX = new RecordType(15);
  public static final RecordType TXT = new RecordType(16);
  public static final RecordType AAAA = new RecordType(28);
  public static final RecordType SRV = new RecordType(33);
  public static final RecordType NAPTR = new RecordType(35);
  public static final RecordType DNAME = new RecordType(39);
  public static final RecordType OPT = new RecordType(41);
  public static final RecordType DS = new RecordType(43);
  public static final RecordType RRSIG = new RecordType(46);
  public static final RecordType NSEC = new RecordType(47);
  public static final RecordType SVCB = new RecordType(64);
  public static final RecordType HTTPS = new RecordType(65);
  public static final RecordType IXFR = new RecordType(251);
  public static final RecordType AXFR = new RecordType(252);
  public static final RecordType ANY = new RecordType(255);

  public RecordType {
    if (code < 0 || code > 0xFFFF) {
      throw new IllegalArgumentException("type code " + code);
    }
  }

  /**
   * Reads a mnemonic or {@code TYPE123}, in any case.
   *
   * @throws IllegalArgumentException when it is neither
   */
  public static RecordType parse(String text) {
    String upper = text.toUpperCase(Locale.ROOT);
    Integer code = CODES.get(upper);
    if (code != null) {
      return new RecordType(code);
    }
    if (upper.matches("TYPE[0-9]{1,5}")) {
      return new RecordType(Integer.parseInt(upper.substring(4)));
    }
    throw new IllegalArgumentException("no RR type is called \"" + text + "\"");
  }

  /** Whether {@link #parse} knows it as a name, in any case. */
  public static boolean isMnemonic(String text) {
    return CODES.containsKey(text.toUpperCase(Locale.ROOT));
  }

  /** Written out as {@link #equals}: what the JVM makes for a record it makes during a start. */
  @Override
  public int hashCode() {
    return code;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RecordType type && type.code == code;
  }

  @Override
  public int compareTo(RecordType other) {
    return Integer.compare(code, other.code);
  }

  @Override
  public String toString() {
    return MNEMONICS.getOrDefault(code, "TYPE" + code);
  }
}
