import type { TimelineScenario } from "../scenario";

export const swedishDomains: readonly TimelineScenario[] = [
  {
    key: "sv-dns-spread",
    language: "sv",
    category: "domain-names",
    service: "domain",
    priorities: ["medium", "high"],
    subjects: [
      "DNS-ändring för {domain} slår inte igenom",
      "{domain} pekar fortfarande på gamla servern",
    ],
    opening: `Hej!

Vi ändrade A-posten för {domain} i går till {ip}, men en del besökare hamnar fortfarande på den gamla maskinen.

$ dig +short {domain} @ns1.hostup.example
{ip}
$ dig +short {domain} @ns2.hostup.example
198.51.100.{h=180..250}

ns2 verkar inte ha fått ändringen?

{sign}`,
    steps: [
      [
        "agent",
        `Hej {customer},

bra felsökt. Zonöverföringen till ns2 hade fastnat, serienumret på ns1 var lägre än det ns2 redan hade:

ns1  SOA 17643{a=10000..49999}
ns2  SOA 17643{b=50000..99999}

Det händer när en zon importeras från fil med ett eget serienummer. Jag har höjt det på ns1 och ns2 hämtade zonen direkt. Resolvrar kan ha det gamla svaret kvar så länge TTL säger, hos er 3600 s.

{sign}`,
      ],
      [
        "customer",
        "Båda svarar rätt nu. Vi importerade mycket riktigt zonen när vi flyttade hit. Tack!",
      ],
    ],
  },
  {
    key: "sv-dnssec",
    language: "sv",
    category: "domain-names",
    service: "domain",
    priorities: ["urgent", "high"],
    subjects: ["{domain} går inte att slå upp hos vissa (SERVFAIL)", "DNSSEC-fel på {domain}"],
    opening: `Hej, {domain} ger SERVFAIL hos kunder med vissa operatörer men fungerar från kontoret.

$ dig {domain} +dnssec
;; ->>HEADER<<- opcode: QUERY, status: SERVFAIL, id: {id=1000..64000}
; EDE: 9 (DNSKEY Missing): (no SEP matching the DS found for {domain}.)

Vi bytte namnservrar till er för {t=2..4} dagar sedan.

{sign}`,
    steps: [
      ["priority", "urgent", { wait: 6 }],
      [
        "agent",
        `Hej!

DS-posten hos registret är kvar från den förra leverantören och pekar på en nyckel som inte finns längre. Operatörer som validerar DNSSEC vägrar då svara, övriga märker inget.

Jag har begärt att gamla DS (nyckel-id {k=2000..64000}) tas bort, det slår igenom så snart TLD-zonen publiceras, räkna med upp till två timmar. När det är ute slår vi på DNSSEC med våra nycklar.

{sign}`,
      ],
      ["customer", "Ok. Är det något vi kan göra under tiden? Det är webbutiken..."],
      [
        "agent",
        "Tyvärr inte på er sida, resolvrarna håller kvar svaret tills DS är borta. Jag bevakar och skriver här.",
      ],
      [
        "agent",
        "DS borta {clock}. dig från fem olika resolvrar svarar NOERROR. Nya nycklar är inlagda och DS publiceras om ett dygn, i rätt ordning den här gången.",
        { wait: 75 },
      ],
      ["customer", "Bekräftar, kunderna kommer fram. Bra jobbat."],
    ],
    followUp: {
      subjects: ["DNSSEC på våra övriga domäner (jfr {earlier})"],
      opening:
        "Hej,\n\nefter ärende {earlier} vill vi veta att samma sak inte gömmer sig på våra andra domäner. Kan ni gå igenom alla på kontot?\n\n{sign}",
      steps: [
        [
          "agent",
          "Hej, genomgånget: alla har antingen rätt DS eller ingen alls. Listan bifogas.\n\n{sign}",
          {
            files: [
              {
                name: "dnssec.csv",
                text: "doman;ds;status\n{domain};ja;ok\n{mail};ja;ok\narkiv.{mail};nej;osignerad\n",
              },
            ],
          },
        ],
        ["customer", "Toppen, tack."],
      ],
    },
  },
  {
    key: "sv-transfer",
    language: "sv",
    category: "domain-names",
    service: "domain",
    priorities: ["low", "medium"],
    subjects: ["Flytt av domän till er", "Auktoriseringskod för domänflytt"],
    opening:
      "Hej,\n\nvi vill flytta in {n=2..6} domäner till kontot. Nuvarande leverantör säger att de är olåsta. Vart skickar vi koderna, och blir det avbrott i e-posten?\n\n{sign}",
    steps: [
      [
        "agent",
        "Hej!\n\nStarta flytten under Domäner → Flytta in, där klistrar du in koderna. Flytten rör bara registreringen: så länge namnservrarna är desamma blir det inget avbrott alls. Vill du byta till våra namnservrar gör du det efteråt, när zonen är inlagd hos oss.\n\n{sign}",
      ],
      [
        "customer",
        "Koderna, om det går att lägga in dem åt oss:\n\nkx7-Lm{a=10..99}-qqP\nrt2-Vb{b=10..99}-hhZ",
        { encrypted: true },
      ],
      [
        "agent",
        "Inlagda. Den nuvarande innehavaren får ett mejl per domän som ska godkännas inom fem dagar.",
      ],
      ["status", "on_hold", { wait: 8 }],
      ["auto", "Domänflytt genomförd: 2 av 2 domäner finns nu på kontot.", { wait: 3100 }],
      ["customer", "Smidigt, inget avbrott. Ni kan stänga ärendet."],
    ],
  },
  {
    key: "sv-forgot-renew",
    language: "sv",
    category: "domain-names",
    service: "domain",
    priorities: ["high", "urgent"],
    subjects: ["{domain} spärrad?", "Hemsidan borta, domänen {domain} avstängd"],
    opening:
      "Hej, {domain} visar en sida om att domänen är avstängd. Vi har automatisk förnyelse påslagen?! Behöver upp snarast.\n\n{sign}",
    steps: [
      [
        "agent",
        "Hej {customer}, vi försökte dra avgiften tre gånger men kortet på kontot har gått ut, och påminnelserna gick till en adress som studsar (faktura@old.{mail}). Jag har återaktiverat {domain} nu, namnservrarna svarar om en kvart. Lägg in nytt kort senast i morgon.\n\n{sign}",
      ],
      [
        "customer",
        "Uff. Kortet är uppdaterat och jag bytte faktureringsadress till ekonomi@{mail}. Går det att få påminnelse till två adresser?",
      ],
      [
        "agent",
        "Ja, under Konto → Kontakter kan du lägga flera för fakturering. Domänen är uppe, {clock}.",
      ],
      ["customer", "Gjort. Tack för snabbheten."],
    ],
  },
  {
    key: "sv-subdomain",
    language: "sv",
    category: "domain-names",
    service: "domain",
    priorities: ["low"],
    subjects: ["CNAME på toppdomän?", "Peka {domain} mot ett namn i stället för en IP"],
    opening:
      'Hej! Vår leverantör av landningssidor vill att vi pekar {domain} med CNAME till deras värdnamn. Panelen säger "CNAME kan inte samsas med andra poster". Hur brukar man lösa det?\n\n{sign}',
    steps: [
      [
        "agent",
        "Hej,\n\npanelen har rätt: på toppen finns alltid SOA och NS, och CNAME får inte stå bredvid dem. Två vägar:\n\n1. posttypen ALIAS hos oss, vi slår upp namnet åt dig och svarar med A/AAAA\n2. www med CNAME, och toppen med omdirigering till www\n\nJag rekommenderar 2 om sidan ändå ligger på www, annars 1.\n\n{sign}",
      ],
      ["customer", "ALIAS blev det, fungerar fint. Tack för lektionen."],
    ],
  },
  {
    key: "sv-glue",
    language: "sv",
    category: "domain-names",
    service: "domain",
    priorities: ["low", "medium"],
    subjects: ["Egna namnservrar under {domain}", "Glue-poster för ns1.{domain}"],
    opening:
      "Hej,\n\nvi ska köra egna namnservrar, ns1.{domain} på {ip} och ns2.{domain} på 203.0.113.{h=100..220}. Jag hittar inte var man registrerar glue.\n\n{sign}",
    steps: [
      [
        "agent",
        "Hej, det görs av oss. Båda svarar auktoritativt redan? Från oss ger ns2 REFUSED:\n\n$ dig soa {domain} @203.0.113.{h}\n;; status: REFUSED\n\n{sign}",
      ],
      [
        "customer",
        'Glömde allow-query på ns2. Nu borde det fungera:\n\nzone "{domain}" {\n    type secondary;\n    primaries { {ip}; };\n    allow-query { any; };\n};',
      ],
      [
        "agent",
        "Båda svarar och har samma serienummer. Glue är registrerad, A och AAAA för ns1, bara A för ns2.",
      ],
      ["customer", "Ser dem i TLD-zonen nu. Tack!"],
    ],
  },
];
