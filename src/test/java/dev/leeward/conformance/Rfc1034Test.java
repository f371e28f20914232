package dev.leeward.conformance;

import org.junit.jupiter.api.Test;

/**
 * The zones and questions of RFC 1034 section 6, with what RFC 2308 (an SOA in every negative
 * answer) and RFC 8482 (one RRset for QTYPE=*) made of the answers.
 */
class Rfc1034Test {
  private static final String ROOT =
      """
      $TTL 86400
      .       IN      SOA     SRI-NIC.ARPA. HOSTMASTER.SRI-NIC.ARPA. (
                              870611          ;serial
                              1800            ;refresh every 30 min
                              300             ;retry every 5 min
                              604800          ;expire after a week
                              86400)          ;minimum of a day
                      NS      A.ISI.EDU.
                      NS      C.ISI.EDU.
                      NS      SRI-NIC.ARPA.
      MIL.    86400   NS      SRI-NIC.ARPA.
              86400   NS      A.ISI.EDU.
      EDU.    86400   NS      SRI-NIC.ARPA.
              86400   NS      C.ISI.EDU.
      SRI-NIC.ARPA.   A       26.0.0.73
                      A       10.0.0.51
                      MX      0 SRI-NIC.ARPA.
                      HINFO   DEC-2060 TOPS20
      ACC.ARPA.       A       26.6.0.65
                      HINFO   PDP-11/70 UNIX
                      MX      10 ACC.ARPA.
      USC-ISIC.ARPA.  CNAME   C.ISI.EDU.
      73.0.0.26.IN-ADDR.ARPA.  PTR    SRI-NIC.ARPA.
      65.0.6.26.IN-ADDR.ARPA.  PTR    ACC.ARPA.
      51.0.0.10.IN-ADDR.ARPA.  PTR    SRI-NIC.ARPA.
      52.0.0.10.IN-ADDR.ARPA.  PTR    C.ISI.EDU.
      103.0.3.26.IN-ADDR.ARPA. PTR    A.ISI.EDU.
      A.ISI.EDU. 86400 A      26.3.0.103
      C.ISI.EDU. 86400 A      10.0.0.52
      """;
  private static final String EDU =
      """
      $TTL 86400
      EDU.  IN SOA   SRI-NIC.ARPA. HOSTMASTER.SRI-NIC.ARPA. ( 870729 1800 300 604800 86400 )
                      NS SRI-NIC.ARPA.
                      NS C.ISI.EDU.
      UCI 172800 NS ICS.UCI
          172800 NS ROME.UCI
      ICS.UCI 172800 A 192.5.19.1
      ROME.UCI 172800 A 192.5.19.31
      ISI 172800 NS VAXA.ISI
          172800 NS A.ISI
          172800 NS VENERA.ISI.EDU.
      VAXA.ISI 172800 A 10.2.0.27
               172800 A 128.9.0.33
      VENERA.ISI.EDU. 172800 A 10.1.0.52
                      172800 A 128.9.0.32
      A.ISI 172800 A 26.3.0.103
      UDEL.EDU.  172800 NS LOUIE.UDEL.EDU.
                 172800 NS UMN-REI-UC.ARPA.
      LOUIE.UDEL.EDU. 172800 A 10.0.0.96
                      172800 A 192.5.39.3
      YALE.EDU.  172800 NS YALE.ARPA.
      YALE.EDU.  172800 NS YALE-BULLDOG.ARPA.
      MIT.EDU.  43200 NS XX.LCS.MIT.EDU.
                43200 NS ACHILLES.MIT.EDU.
      XX.LCS.MIT.EDU.  43200 A 10.0.0.44
      ACHILLES.MIT.EDU. 43200 A 18.72.0.8
      """;
  private static final String ISI =
      """
      $TTL 86400
      @ SOA VENERA HOSTMASTER 20 7200 600 3600000 60
        NS A
        NS VENERA
        NS VAXA
        MX 10 VENERA
        MX 20 VAXA
      A A 26.3.0.103
      C A 10.0.0.52
      VENERA A 10.1.0.52
             A 128.9.0.32
      VAXA A 10.2.0.27
           A 128.9.0.33
      """;
  private static final String ISI_REFERRAL =
      """
      authority: ISI.EDU. 172800 NS VAXA.ISI.EDU.
      authority: ISI.EDU. 172800 NS A.ISI.EDU.
      authority: ISI.EDU. 172800 NS VENERA.ISI.EDU.
      additional: VAXA.ISI.EDU. 172800 A 10.2.0.27
      additional: VAXA.ISI.EDU. 172800 A 128.9.0.33
      additional: A.ISI.EDU. 172800 A 26.3.0.103
      additional: VENERA.ISI.EDU. 172800 A 10.1.0.52
      additional: VENERA.ISI.EDU. 172800 A 128.9.0.32
      """;
  private static final String ROOT_SOA =
      "authority: . 86400 SOA SRI-NIC.ARPA. HOSTMASTER.SRI-NIC.ARPA."
          + " 870611 1800 300 604800 86400\n";

  private final Served server = Served.zone(".", ROOT).and("EDU.", EDU);

  @Test
  void section621AnAddress() {
    server
        .asked("SRI-NIC.ARPA. A")
        .is(
            """
            NOERROR aa
            answer: SRI-NIC.ARPA. 86400 A 26.0.0.73
            answer: SRI-NIC.ARPA. 86400 A 10.0.0.51
            """);
  }

  @Test
  void section622AnythingIsOneRrset() {
    server.asked("SRI-NIC.ARPA. ANY").is(server.asked("SRI-NIC.ARPA. A").text());
  }

  @Test
  void section623AMailExchangeBringsItsAddresses() {
    server
        .asked("SRI-NIC.ARPA. MX")
        .is(
            """
            NOERROR aa
            answer: SRI-NIC.ARPA. 86400 MX 0 SRI-NIC.ARPA.
            additional: SRI-NIC.ARPA. 86400 A 26.0.0.73
            additional: SRI-NIC.ARPA. 86400 A 10.0.0.51
            """);
  }

  @Test
  void section624ATypeThatIsNotThere() {
    server.asked("SRI-NIC.ARPA. NS").is("NOERROR aa\n" + ROOT_SOA);
  }

  @Test
  void section625ANameMisspelled() {
    server.asked("SIR-NIC.ARPA. A").is("NXDOMAIN aa\n" + ROOT_SOA);
  }

  @Test
  void section626AReferral() {
    server
        .asked("BRL.MIL. A")
        .is(
            """
            NOERROR
            authority: MIL. 86400 NS SRI-NIC.ARPA.
            authority: MIL. 86400 NS A.ISI.EDU.
            additional: SRI-NIC.ARPA. 86400 A 26.0.0.73
            additional: SRI-NIC.ARPA. 86400 A 10.0.0.51
            additional: A.ISI.EDU. 86400 A 26.3.0.103
            """);
  }

  @Test
  void section627AnAliasWhoseTargetIsServedToo() {
    server
        .and("ISI.EDU.", ISI)
        .asked("USC-ISIC.ARPA. A")
        .is(
            """
            NOERROR aa
            answer: USC-ISIC.ARPA. 86400 CNAME C.ISI.EDU.
            answer: C.ISI.EDU. 86400 A 10.0.0.52
            """);
  }

  @Test
  void section627AnAliasWhoseTargetIsDelegated() {
    server
        .asked("USC-ISIC.ARPA. A")
        .is(
            """
            NOERROR aa
            answer: USC-ISIC.ARPA. 86400 CNAME C.ISI.EDU.
            """
                + ISI_REFERRAL);
  }

  @Test
  void section628TheAliasItself() {
    server
        .asked("USC-ISIC.ARPA. CNAME")
        .is(
            """
            NOERROR aa
            answer: USC-ISIC.ARPA. 86400 CNAME C.ISI.EDU.
            """);
  }

  @Test
  void section631MailForIsiIsAskedForAtItsOwnServers() {
    server.asked("ISI.EDU. MX").is("NOERROR\n" + ISI_REFERRAL);
    Served.zone("ISI.EDU.", ISI)
        .asked("ISI.EDU. MX")
        .is(
            """
            NOERROR aa
            answer: ISI.EDU. 86400 MX 10 VENERA.ISI.EDU.
            answer: ISI.EDU. 86400 MX 20 VAXA.ISI.EDU.
            additional: VENERA.ISI.EDU. 86400 A 10.1.0.52
            additional: VENERA.ISI.EDU. 86400 A 128.9.0.32
            additional: VAXA.ISI.EDU. 86400 A 10.2.0.27
            additional: VAXA.ISI.EDU. 86400 A 128.9.0.33
            """);
  }

  @Test
  void section632TheNameOfAnAddress() {
    server
        .asked("65.0.6.26.IN-ADDR.ARPA. PTR")
        .is(
            """
            NOERROR aa
            answer: 65.0.6.26.IN-ADDR.ARPA. 86400 PTR ACC.ARPA.
            """);
  }

  @Test
  void section633AnAddressThatIsDelegated() {
    server.asked("poneria.ISI.EDU. A").is("NOERROR\n" + ISI_REFERRAL);
  }
}
