import type { TimelineScenario } from "../scenario";

export const swedishMail: readonly TimelineScenario[] = [
  {
    key: "sv-spf",
    language: "sv",
    category: "email",
    service: "domain",
    priorities: ["medium", "high"],
    subjects: ["Orderbekräftelser från {domain} hamnar i skräpposten", "SPF/DKIM för {domain}"],
    opening: `Hej,

våra orderbekräftelser hamnar i skräpposten hos flera kunder. Headers från ett av breven:

Authentication-Results: mx.mottagare.example;
    dkim=none header.d=none;
    spf=softfail smtp.mailfrom=order@{domain};
    dmarc=fail action=quarantine header.from={domain}
Received-SPF: softfail (domain of transitioning order@{domain} does not designate {ip} as permitted sender)

Butiken skickar från {vps} ({ip}). <<Vad saknas?|Vad är det vi har missat?>>

{sign}`,
    files: [
      {
        name: "{domain}.zone",
        text: `$ORIGIN {domain}.
$TTL 3600
@       IN SOA  ns1.hostup.example. hostmaster.{domain}. ( 17643{m=10000..99999} 7200 3600 1209600 3600 )
        IN NS   ns1.hostup.example.
        IN NS   ns2.hostup.example.
        IN A    {ip}
        IN AAAA {ipv6}
        IN MX   10 mx1.hostup.example.
        IN TXT  "v=spf1 include:spf.hostup.example ~all"
www     IN CNAME @
_dmarc  IN TXT  "v=DMARC1; p=quarantine; rua=mailto:dmarc@{domain}"
`,
      },
    ],
    steps: [
      [
        "agent",
        `Hej {customer},

två saker: SPF saknar butikens server, och breven är inte signerade.

1. Ändra TXT på {domain} till

   "v=spf1 ip4:{ip} ip6:{ipv6} include:spf.hostup.example -all"

2. Sätt upp opendkim på {vps} med en egen selektor, t.ex. butik._domainkey, så att den kan bytas utan att röra er vanliga e-post.

Med p=quarantine räcker det att en av dem stämmer med avsändardomänen, men ha båda: SPF bryts när någon vidarebefordrar.

{sign}`,
      ],
      [
        "customer",
        'SPF ändrad. DKIM: så här blev det i zonen, är det rätt?\n\nbutik._domainkey IN TXT ( "v=DKIM1; k=rsa; p=MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAu{x=1000..9999}" "Zk3vQ7rT0b…" )',
      ],
      [
        "agent",
        "Ser rätt ut, och signaturen gick igenom på ett testbrev till oss. Ge det ett par dagar, avsändarryktet hos mottagarna släpar efter.",
      ],
      ["status", "on_hold", { wait: 20 }],
      ["customer", "Nu landar de i inkorgen överallt där vi har testat. Tack!", { wait: 3200 }],
    ],
  },
  {
    key: "sv-imap-login",
    language: "sv",
    category: "email",
    service: "domain",
    priorities: ["medium", "high"],
    subjects: [
      "Kan inte logga in på e-posten, {domain}",
      "IMAP: authentication failed för flera brevlådor",
    ],
    opening: `God morgon,

tre personer på kontoret kommer inte åt sin e-post sedan i morse. Webbmailen fungerar. Programmet säger:

NO [AUTHENTICATIONFAILED] Authentication failed.

Inga lösenord är bytta vad vi vet. Brevlådorna är info@, lager@ och ekonomi@{domain}.

{sign}`,
    steps: [
      [
        "auto",
        "Vi har tagit emot ditt ärende. Vanliga frågor om e-post besvaras på hjälpsidorna under tiden.",
      ],
      [
        "agent",
        `Hej!

Er kontorsadress 198.51.100.{h=20..230} är spärrad i en timme efter {n=60..210} felaktiga inloggningar på tio minuter, alla mot brevlådan skrivare@{domain}. Det ser ut som en skanner eller skrivare som fortfarande har ett gammalt lösenord.

Jag har lyft spärren. Stäng av "skanna till e-post" på den tills lösenordet är bytt, annars är ni snart där igen.

{sign}`,
      ],
      [
        "customer",
        "Mycket riktigt, skrivaren på lagret! Någon bytte lösenordet i fredags. Nu är det fixat, tack för tydlig förklaring.",
      ],
    ],
    duplicate: {
      subject: "E-posten nere på kontoret",
      opening:
        "Hej, ingen på kontoret får in någon e-post i programmet. Webbmail går. Driftstörning hos er?\n\n{sign}",
      answer:
        "Hej {customer}, ingen störning hos oss. {colleague} har redan hört av sig i ärende #{other}, svaret finns där.\n\n{sign}",
    },
  },
  {
    key: "sv-queue",
    language: "sv",
    category: "email",
    service: "vps",
    priorities: ["high", "urgent"],
    subjects: ["Postfix-kön växer på {vps}", "Tiotusentals brev i kön på {vps}"],
    opening: `Hej!

Mailkön på {vps} är uppe i {n=14..68} 000 brev och vi har inte skickat något utskick. mailq visar mest sådant här:

4F{q=100..999}A2C1     2218  www-data
(host mx.mottagare.example[192.0.2.{h=80..250}] said: 421 4.7.0 Too many messages from {ip}, try again later)
                                         kontakt@mottagare.example

Avsändare www-data alltså. Någon som missbrukar kontaktformuläret?

{sign}`,
    steps: [
      ["status", "in_progress", { wait: 8 }],
      [
        "agent",
        `Hej {customer},

stoppa utgående först, sedan leta:

postconf -e 'defer_transports = smtp' && postfix reload
postqueue -j | jq -r 'select(.sender | startswith("www-data")) | .queue_id' | head -1 | xargs postcat -q | grep X-PHP

Lägg till i php.ini om raden saknas:

mail.add_x_header = On
mail.log = /var/log/php-mail.log

{sign}`,
      ],
      [
        "customer",
        'X-PHP-Originating-Script: 33:tipsa-en-van.php\n\n"Tipsa en vän" från 2014 eller så, utan någon som helst spärr. Borttagen nu.',
      ],
      [
        "agent",
        "Fint. Rensa bara det som är från www-data, så att riktiga brev blir kvar:\n\npostqueue -j | jq -r 'select(.sender | startswith(\"www-data\")) | .queue_id' | postsuper -d -\npostconf -X defer_transports && postfix reload",
      ],
      ["customer", "Kön nere på 12 brev, alla äkta. Hamnade {ip} på några spärrlistor?"],
      [
        "agent2",
        "En lista. Där begär man själv borttagning när orsaken är åtgärdad. Det är gjort, det brukar ta ett dygn. {agent} har gått hem för dagen så jag tar det härifrån.\n\n{sign}",
      ],
      ["customer", "Tack, borta från listan i dag."],
    ],
  },
  {
    key: "sv-autoreply",
    language: "sv",
    category: "email",
    service: "domain",
    priorities: ["low"],
    subjects: ["Autosvar på flera brevlådor samtidigt", "Semestersvar för {domain}"],
    opening:
      "Hej, vi stänger över helgerna och vill lägga in samma autosvar på {n=6..18} brevlådor på {domain}. Måste man göra det en och en i panelen?\n\n{sign}",
    steps: [
      [
        "agent",
        'Hej! Nej, skapa ett filter på domännivå under E-post → Filter, med "svara en gång per avsändare och vecka", så gäller det alla lådor. Sätt start- och slutdatum så glöms det inte kvar.\n\n{sign}',
      ],
      ["customer", "Hittade det. Går det att undanta order@?"],
      ["agent", 'Ja, lägg villkoret "mottagare är inte order@{domain}" överst.'],
      ["customer", "Klart, tack!"],
    ],
  },
  {
    key: "sv-imap-size",
    language: "sv",
    category: "email",
    service: "domain",
    priorities: ["low", "medium"],
    subjects: ["Brevlådan info@{domain} är full", "Kvot för brevlåda på {domain}"],
    opening:
      "Hej,\n\ninfo@{domain} är full (10,0 av 10 GB) och nya brev studsar. Det mesta är bilagor från {y=5..9} år tillbaka. Kan vi flytta gamla brev till ett arkiv i stället för att radera?\n\n{sign}",
    steps: [
      [
        "agent",
        "Hej! Jag höjde kvoten till 15 GB tillfälligt så att inget studsar. Arkiv: skapa brevlådan arkiv@{domain} och kör\n\ndoveadm move -u info@{domain} Arkiv mailbox INBOX savedbefore 730d\n\nNi kommer inte åt doveadm själva, så säg till hur gamla breven ska vara så kör jag.\n\n{sign}",
      ],
      ["customer", "Allt äldre än två år, tack."],
      [
        "agent",
        "{n=21000..88000} brev flyttade, inkorgen är nere på {g=2..4},1 GB. Mappen heter Arkiv och syns i alla program.",
      ],
      ["customer", "Perfekt!"],
    ],
  },
];
