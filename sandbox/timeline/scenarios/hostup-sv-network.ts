import type { TimelineScenario } from "../scenario";

export const swedishNetwork: readonly TimelineScenario[] = [
  {
    key: "sv-packet-loss",
    language: "sv",
    category: "vps",
    service: "vps",
    priorities: ["high", "urgent"],
    subjects: ["Paketförluster mot {vps} kvällstid", "Nätproblem: {ip} tappar paket"],
    opening: `Hej,

sedan tre kvällar tappar {vps} ({ip}) paket mellan ungefär 19 och 23. Från kontoret ser vi det här:

                             Loss%   Snt   Last   Avg  Best  Wrst StDev
 1. gw.kontor.example         0.0%   200    0.4   0.5   0.3   1.9   0.2
 2. 198.51.100.1              0.0%   200    2.1   2.2   1.8   5.5   0.4
 3. 198.51.100.17             0.0%   200    4.4   4.6   4.0   9.8   0.7
 4. 203.0.113.5              {l=4..11}.5%   200   18.2  19.4   9.1  61.0   9.9
 5. {ip}       {l}.0%   200   18.9  19.8   9.3  60.2   9.7

Dagtid är allt grönt. IPv6 ({ipv6}) verkar inte påverkas.

{sign}`,
    files: [{ name: "forlust.png", graph: "Paketforlust {ip}", shape: "peak" }],
    steps: [
      [
        "agent",
        "Hej {customer}, tack för tydlig mtr. Hopp 4 är vår kantrouter mot en av transitleverantörerna. Kan du köra samma sak baklänges, från {vps} till er kontorsadress, i kväll? Vägarna är ofta olika.\n\n{sign}",
      ],
      [
        "customer",
        "Ska göra. Kör också tcp-varianten (mtr -T -P 443) eftersom någon brukar säga att icmp är nedprioriterat :)",
      ],
      ["agent", "Precis den invändningen hade kommit, så tack!"],
      [
        "colleague",
        `Från {vps}, {clock}:

                             Loss%   Snt   Last   Avg  Best  Wrst
 1. 203.0.113.1               0.0%   300    0.3   0.3   0.2   0.9
 2. 203.0.113.5               0.0%   300    0.8   1.1   0.6   7.7
 3. 198.51.100.17            {l}.0%   300   19.0  20.1   9.2  58.3
 4. gw.kontor.example        {l}.3%   300   19.4  20.4   9.5  60.1

tcp/443 ger samma siffror.`,
        { wait: 600 },
      ],
      ["status", "in_progress", { wait: 30 }],
      [
        "agent2",
        "Hej, nätgruppen här. Förlusten uppstår i båda riktningarna på länken mellan 203.0.113.5 och 198.51.100.17. Vi ser inga fel på vår port (0 CRC, 38 % belastning), så trängseln är i transitleverantörens nät. Felanmält till dem, deras nummer NT-{nt=10000..99999}.\n\n{sign}",
      ],
      ["customer", "Kan ni styra om trafiken så länge? Det är vår bästa försäljningstid."],
      [
        "agent2",
        "Ja. Jag har sänkt local-preference för den transiten för ert prefix, så utgående trafik går en annan väg. Inkommande styrs med prepend, det brukar ta någon halvtimme innan det har slagit igenom.",
      ],
      ["customer", "Mycket bättre, {m=0..1},{d=1..9} % nu."],
      [
        "colleague",
        "Mätt hela kvällen, noll förluster från kontoret och från två hemmauppkopplingar.",
        { wait: 500 },
      ],
      ["status", "on_hold", { wait: 20 }],
      [
        "agent2",
        "Transitleverantören har bytt en optik och lagt till kapacitet. Vi tog bort omstyrningen i natt och det har varit rent i ett dygn. Ni märker ingenting om allt är som det ska.",
        { wait: 4200 },
      ],
      ["customer", "Rent även i kväll. Tack, det här skötte ni snyggt."],
    ],
  },
  {
    key: "sv-ddos",
    language: "sv",
    category: "vps",
    service: "vps",
    night: true,
    priorities: ["critical", "urgent"],
    subjects: ["Överbelastningsattack mot {ip}", "DDoS mot {vps}, pågår nu"],
    opening: `Hej jouren,

{vps} får {g=2..9},{d=1..9} Gbit/s udp sedan {time}, mest källport 123 och 389. Vi når den bara via konsolen.

{time}:07 IP 198.51.100.{a=1..250}.389 > {ip}.{p=1024..64000}: UDP, length 3012
{time}:07 IP 203.0.113.{b=1..250}.123 > {ip}.{p}: UDP, length 468

Kan ni filtrera?

{sign}`,
    steps: [
      [
        "agent",
        "Ser det. Reflektion från öppna ldap- och ntp-servrar. Filter för udp/123 och udp/389 mot {ip} ligger inne i kanten sedan {clock}. Når du maskinen nu?",
        { wait: 5 },
      ],
      [
        "customer",
        "Ja! Trafiken nere på det normala. De har börjat med tcp syn mot 443 i stället, {k=40..180} 000 i sekunden.",
        { wait: 9 },
      ],
      [
        "agent",
        "Då sätter vi på tvätten för hela adressen. Det kan ge några millisekunder extra. Slå på syncookies hos er också:\n\nsysctl -w net.ipv4.tcp_syncookies=1\nsysctl -w net.ipv4.tcp_max_syn_backlog=8192",
        { wait: 4 },
      ],
      ["customer", "Gjort. Sajten svarar på 600 ms, det duger i natt.", { wait: 6 }],
      [
        "agent",
        "Attacken upphörde {clock}, total varaktighet {m=38..95} minuter. Tvätten är kvar till i morgon.",
        { wait: 50 },
      ],
      ["customer", "Tack. Vet ni varför, eller har det kommit något krav?"],
      [
        "agent2",
        "Hej, inget krav har kommit till oss. Ni kan polisanmäla, vi sparar flödesdata i 90 dagar och lämnar ut den till polisen på begäran. Sammanfattning bifogas.\n\n{sign}",
        {
          wait: 300,
          files: [
            {
              name: "sammanfattning.pdf",
              document: "Attack mot {ip}",
              lines: [
                "Typ: udp-reflektion (ldap, ntp), därefter tcp syn",
                "Högsta nivå: {g},{d} Gbit/s",
                "Varaktighet: {m} minuter",
                "Åtgärd: kantfilter, därefter tvätt",
                "Källor: ca 2 400 adresser",
              ],
            },
          ],
        },
      ],
      ["colleague", "Tack, bifogar den till vår anmälan."],
    ],
  },
];
