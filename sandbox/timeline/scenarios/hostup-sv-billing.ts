import type { TimelineScenario } from "../scenario";

export const swedishBilling: readonly TimelineScenario[] = [
  {
    key: "sv-double-invoice",
    language: "sv",
    category: "billing",
    service: null,
    priorities: ["low", "medium"],
    subjects: ["Dubbel faktura för {vps}", "Faktura {f=20400..29900}: samma tjänst två gånger"],
    opening: `Hej,

på faktura {f=20400..29900} är {vps} debiterad två gånger, rad 3 och rad 7. Bifogar den med anteckningar.

{sign}`,
    files: [
      {
        name: "faktura-{f}.pdf",
        document: "Faktura {f}",
        lines: [
          "Kund: {org}",
          "",
          "3  {vps}  VPS M  månadsavgift      289,00 kr",
          "4  Säkerhetskopiering                   49,00 kr",
          "7  {vps}  VPS M  månadsavgift      289,00 kr   (samma som rad 3?)",
          "",
          "Summa exkl. moms                     627,00 kr",
          "Moms 25 %                            156,75 kr",
          "Att betala                           783,75 kr",
        ],
      },
    ],
    steps: [
      [
        "agent",
        "Hej!\n\nDet stämmer, uppgraderingen mitt i månaden skapade en ny rad utan att avsluta den gamla. Jag har krediterat rad 7, kreditfakturan ligger i panelen och räknas av mot nästa faktura.\n\n{sign}",
      ],
      ["customer", "Tack! Betalar vi den här i sin helhet då, eller drar vi av själva?"],
      ["agent", "Betala den i sin helhet så blir det enklast i bokföringen på båda sidor."],
    ],
  },
  {
    key: "sv-invoice-ref",
    language: "sv",
    category: "billing",
    service: null,
    priorities: ["low"],
    subjects: ["Referens på fakturorna", "Er referens saknas på fakturan"],
    opening:
      'Hej, vår ekonomiavdelning skickar tillbaka fakturor som saknar kostnadsställe. Kan "KST {k=1100..8900}" stå som er referens på alla framöver? Gärna e-faktura också om det finns.\n\n{sign}',
    steps: [
      [
        "agent",
        "Hej! KST {k} är inlagd som referens från och med nästa faktura. E-faktura finns (Peppol), då behöver jag ert organisationsnummer.\n\n{sign}",
      ],
      ["customer", "Det är 556000-{o=1000..9999}, Peppol-id 0007:556000{o}."],
      ["agent", "Aktiverat. PDF:en fortsätter att finnas i panelen."],
    ],
  },
  {
    key: "sv-quote",
    language: "sv",
    category: "sales",
    service: null,
    priorities: ["low", "medium"],
    subjects: ["Offert på fler VPS inför kampanj", "Tillfällig kapacitet, pris?"],
    opening:
      "Hej,\n\nvi räknar med {x=3..6} gånger så mycket trafik som vanligt under två veckor och vill ha {n=2..5} webbnoder till i storlek VPS M, plus lastbalanserare. Vad kostar det, och kan man säga upp efter två veckor?\n\n{sign}",
    steps: [
      [
        "agent",
        "Hej {customer},\n\nVPS debiteras per timme om man vill, så två veckor är inga problem. Offert bifogad. Tänk på att databasen ofta är flaskhalsen, hur många anslutningar klarar den i dag?\n\n{sign}",
        {
          files: [
            {
              name: "offert.pdf",
              document: "Offert till {org}",
              lines: [
                "{n} st VPS M, 14 dygn",
                "1 st lastbalanserare, 14 dygn",
                "Trafik ingår",
                "",
                "Giltig i 30 dagar. Priser exkl. moms enligt prislista.",
              ],
            },
          ],
        },
      ],
      [
        "customer",
        "max_connections = 200 men vi kör pgbouncer framför. Offerten godkänd, vi vill ha dem på måndag.",
      ],
      [
        "agent2",
        "Då är de beställda, {agent} är ledig så jag skickar detta. De dyker upp i panelen måndag 08.00 med er standardavbild.\n\n{sign}",
      ],
      ["customer", "Utmärkt, tack."],
    ],
  },
  {
    key: "sv-cancel",
    language: "sv",
    category: "billing",
    service: "vps",
    priorities: ["low"],
    subjects: ["Uppsägning av tillägg på {vps}", "Säga upp extra IP-adress"],
    opening:
      "Hej, den extra IPv4-adressen på {vps} används inte längre. Säg upp den vid månadsskiftet. Vi behåller huvudadressen {ip}.\n\n{sign}",
    steps: [
      [
        "agent",
        "Hej, uppsagd till den sista i månaden. Ta bort den ur nätverkskonfigurationen innan dess, annars klagar netplan vid nästa omstart.\n\n{sign}",
      ],
      ["customer", "Redan borttagen. Tack!"],
    ],
  },
  {
    key: "sv-wrong-account",
    language: "sv",
    category: "billing",
    service: null,
    priorities: ["low"],
    subjects: ["Fel ärende", "Testar", "Skickat till fel leverantör"],
    opening:
      "Hej, bortse från det här, det skulle till vår <<telefonileverantör|bredbandsleverantör>>. Kan ni ta bort ärendet?\n\n{sign}",
    steps: [
      ["agent", "Inga problem, jag raderar det.\n\n{sign}"],
      ["delete", ""],
    ],
  },
];
