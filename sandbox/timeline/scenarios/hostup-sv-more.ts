import type { TimelineScenario } from "../scenario";

export const swedishMore: readonly TimelineScenario[] = [
  {
    key: "sv-ipv6",
    language: "sv",
    category: "vps",
    service: "vps",
    priorities: ["low", "medium"],
    subjects: ["IPv6 svarar inte på {vps}", "Ingen IPv6 efter omstart, {vps}"],
    opening: `Hej,

efter en omstart har {vps} ingen IPv6-adress. netplan ser ut så här:

network:
  version: 2
  ethernets:
    eth0:
      addresses:
        - {ip}/24
        - {ipv6}/64
      routes:
        - to: default
          via: 2001:db8::1

$ ip -6 route
default via 2001:db8::1 dev eth0 metric 1024 linkdown

{sign}`,
    steps: [
      [
        "agent",
        "Hej! Gatewayen ligger utanför ert /64, så kärnan tycker inte att den går att nå. Lägg till on-link:\n\n      routes:\n        - to: default\n          via: 2001:db8::1\n          on-link: true\n\nnetplan try, så rullas det tillbaka om ni tappar förbindelsen.\n\n{sign}",
      ],
      [
        "customer",
        "$ ping -6 -c3 ns1.hostup.example\n3 packets transmitted, 3 received, 0% packet loss\n\nTack!",
      ],
    ],
  },
  {
    key: "sv-nginx-headers",
    language: "sv",
    category: "vps",
    service: "vps",
    priorities: ["low"],
    subjects: ["nginx: add_header försvinner på {vps}", "Säkerhetsheaders saknas på vissa sidor"],
    opening: `Hej,

kanske lite utanför er support, men ni brukar veta. Strict-Transport-Security kommer med på startsidan men inte på /api:

server {
    add_header Strict-Transport-Security "max-age=31536000" always;

    location /api/ {
        add_header Cache-Control "no-store";
        proxy_pass http://127.0.0.1:3000;
    }
}

{sign}`,
    steps: [
      [
        "agent",
        "Hej, klassisk nginx-fälla: add_header ärvs bara om nivån under inte har någon egen add_header. Upprepa raden i location, eller lägg dem i en fil som ni inkluderar på båda ställena.\n\n{sign}",
      ],
      [
        "customer",
        "Det hade jag aldrig hittat själv. include säkerhet.conf; på båda ställena. Tackar!",
      ],
    ],
  },
  {
    key: "sv-deploy-key",
    language: "sv",
    category: "general-web-hosting",
    service: "hosting",
    priorities: ["low", "medium"],
    subjects: ["Git-deploy till {hosting}", "git pull fungerar inte på {hosting}"],
    opening: `Hej!

Vi vill dra ner koden till {hosting} med git i stället för FTP. git pull ger:

git@git.{mail}: Permission denied (publickey).
fatal: Could not read from remote repository.

Nyckeln finns i ~/.ssh/deploy och är tillagd i repot.

{sign}`,
    steps: [
      [
        "agent",
        "Hej {customer}!\n\nssh provar bara standardnamnen (id_ed25519 osv). Peka ut den i ~/.ssh/config:\n\nHost git.{mail}\n    IdentityFile ~/.ssh/deploy\n    IdentitiesOnly yes\n\noch chmod 600 på både nyckeln och config.\n\n{sign}",
      ],
      ["customer", "Fungerar. Kan man köra det automatiskt vid push?"],
      [
        "agent",
        "Ja, lägg en webhook mot ett litet skript, eller kör ett cronjobb som gör git fetch och bara checkar ut när något är nytt. Lägg inte .git i public_html, eller spärra den i .htaccess:\n\nRedirectMatch 404 /\\.git",
      ],
      ["customer", "Bra påpekande om .git! Klart."],
    ],
  },
  {
    key: "sv-monitor-alarm",
    language: "sv",
    category: "vps",
    service: "vps",
    night: true,
    priorities: ["high", "urgent"],
    subjects: ["Larm: hög iowait på {vps}", "{vps} seg, iowait över 60 %"],
    opening: `Hej jouren,

{vps} larmar för iowait sedan {time}:

top - load average: {l=14..39}.22, 11.90, 6.04
%Cpu(s):  4.1 us,  2.2 sy,  0.0 ni, 28.5 id, 64.8 wa

iotop visar bara jbd2 och mysqld, inget konstigt. Har noden problem?

{sign}`,
    files: [{ name: "iowait.png", graph: "iowait {vps}", shape: "peak" }],
    steps: [
      [
        "agent",
        "Ja, det är på vår sida: en granne på noden kör en återläsning och strypningen hade inte slagit till. Den är på plats sedan {clock}, hur ser det ut?\n\n{sign}",
      ],
      ["customer", "Nere på 2 % iowait. Tack för snabb reaktion, jag lägger mig igen."],
      [
        "agent2",
        "God morgon. Strypningen gäller nu automatiskt för alla återläsningar, så det ska inte upprepas.\n\n{sign}",
        { wait: 380 },
      ],
    ],
  },
  {
    key: "sv-gdpr",
    language: "sv",
    category: "sales",
    service: null,
    priorities: ["low"],
    subjects: ["Personuppgiftsbiträdesavtal", "PUB-avtal och underbiträden"],
    opening:
      "Hej,\n\nvår revisor vill se gällande personuppgiftsbiträdesavtal och en lista över era underbiträden. Var lagras säkerhetskopiorna rent geografiskt?\n\n{sign}",
    steps: [
      [
        "agent",
        "Hej {customer},\n\navtalet bifogas, listan finns som bilaga 2. Både drift och kopior ligger i Sverige, i två hallar med olika elmatning.\n\n{sign}",
        {
          files: [
            {
              name: "pub-avtal.pdf",
              document: "Personuppgiftsbiträdesavtal",
              lines: [
                "Personuppgiftsansvarig: {org}",
                "Personuppgiftsbiträde: HostUp",
                "",
                "Bilaga 1  Ändamål och kategorier av uppgifter",
                "Bilaga 2  Underbiträden: inga utanför EU/EES",
                "Bilaga 3  Tekniska och organisatoriska åtgärder",
              ],
            },
          ],
        },
      ],
      ["customer", "Tack, det var allt vi behövde."],
    ],
  },
  {
    key: "sv-cron-twice",
    language: "sv",
    category: "general-web-hosting",
    service: "hosting",
    priorities: ["low", "medium"],
    subjects: ["Cronjobb körs två gånger på {hosting}", "Dubbla körningar av cron"],
    opening:
      "Hej, sedan bytet till vintertid körs vårt fakturajobb på {hosting} två gånger natten mot söndag. Jobbet står på 02:30. Kunderna fick dubbla fakturor...\n\n{sign}",
    steps: [
      [
        "agent",
        "Hej,\n\nvid bytet till vintertid finns 02:30 två gånger, och den cron vi använder kör jobbet vid båda. Lägg aldrig något mellan 02 och 03 om det ska köras exakt en gång per dygn. Skydda gärna jobbet också, så att det själv ser att dagens körning är gjord:\n\n15 4 * * * flock -n ~/faktura.lock php ~/bin/fakturera.php --datum=$(date +\\%F)\n\n{sign}",
      ],
      [
        "customer",
        "Flyttat till 04:15 och jobbet kollar nu datum i databasen. Dyrköpt, men tack för tydligt svar.",
      ],
    ],
  },
];
