import type { HostupScenario } from "./scenario";

export const swedishScenarios: readonly HostupScenario[] = [
  {
    department: "general-web-hosting",
    service: "hosting",
    subjects: ["Webbplatsen {domain} visar fel sida", "{domain} omdirigeras till fel adress"],
    opening: `Hej!

Sedan i morse visas standardsidan "Kontot är konfigurerat" på {domain} i stället för vår \
webbplats. Filerna ligger kvar i public_html. Vi bytte dokumentrot i går kväll till \
public_html/nya, kan det ha att göra med åäö i mappnamnet (public_html/nya/försäljning)?

Med vänlig hälsning
{customer}`,
    turns: [
      [
        "staff",
        "Hej {customer}!\n\nBra gissat, fast tvärtom: dokumentroten pekade på " +
          '"public_html/nya " med ett mellanslag på slutet. Jag har rättat den och sidan ' +
          "visas nu som den ska. Å, ä och ö i mappnamn går bra.\n\nVänliga " +
          "hälsningar\n{agent}",
      ],
      ["customer", "Tack så mycket för snabb hjälp! Allt fungerar."],
    ],
  },
  {
    department: "domain-names",
    service: "domain",
    subjects: ["Flytt av {domain} till er", "Ägarbyte för {domain}"],
    opening:
      "Hej, vi ska byta ägare på {domain} från enskild firma till aktiebolag " +
      "(556677-8899). Räcker det med ett formulär eller behöver båda parter skriva " +
      "under?",
    turns: [
      [
        "staff",
        "Hej!\n\nFör .se behöver den nuvarande innehavaren godkänna ägarbytet via länken " +
          "som skickas från Internetstiftelsen. Den nya innehavaren behöver inte skriva " +
          "under något. Jag startar bytet så snart du bekräftar adressen till " +
          "bolaget.\n\n/{agent}",
      ],
      ["customer", "Adressen är Storgatan 12, 903 26 Umeå."],
      ["staff", "Tack! Bytet är startat, länken skickades kl. {time}.\n\n/{agent}"],
      ["automation", "Ägarbytet för {domain} är genomfört."],
    ],
  },
  {
    department: "email",
    service: "domain",
    subjects: ["Kan inte ta emot e-post på {domain}", "E-post studsar: {domain}"],
    opening: `Hej,

våra kunder får felmeddelande när de skickar e-post till oss:

<info@{domain}>: host mx1.hostup.se said: 550 5.1.1 Recipient address rejected: User unknown in \
virtual mailbox table

Brevlådan finns i panelen. Brådskande, vi väntar på en order.

/{customer}`,
    turns: [
      [
        "staff",
        'Hej {customer},\n\ndomänen var markerad som "extern e-post" sedan flytten, ' +
          "därför tog mx1 inte emot något. Ändrat kl. {time}. De som har fått studs " +
          "behöver skicka igen.\n\nMvh {agent}",
      ],
      ["customer", "Nu kom det tre mejl på en gång 😀 Tack!"],
    ],
  },
  {
    department: "vps",
    service: "vps",
    subjects: ["{vps} startar inte om", "Långsam disk på {vps}"],
    opening:
      "Hej! Disken på {vps} är mycket långsam sedan i natt:\n\n$ dd if=/dev/zero " +
      "of=test bs=1M count=1024 oflag=direct\n1073741824 bytes (1,1 GB, 1,0 GiB) " +
      "copied, 61,8 s, 17,4 MB/s\n\nNormalt ligger vi på över 400 MB/s. Kan ni titta " +
      "på värden?",
    turns: [
      [
        "staff",
        "Hej!\n\nEn disk i lagringsnoden byggs om efter ett byte, det är klart omkring " +
          "kl. {time}. Vi har sänkt prioriteten på ombyggnaden så att det ska märkas " +
          "mindre.\n\n{agent}",
      ],
      ["customer", "Ser bättre ut redan, 210 MB/s. Återkommer i morgon."],
      ["staff", "Ombyggnaden är klar. Hör av dig om något känns fel.\n\n{agent}"],
    ],
  },
  {
    department: "billing",
    service: null,
    subjects: ["Påminnelse trots betald faktura", "Fråga om faktura"],
    opening:
      "Hej, vi har fått en betalningspåminnelse på 745 kr fast fakturan är betald den " +
      "28:e (bankgiro, OCR 10442318). Kan ni kontrollera?",
    turns: [
      [
        "staff",
        "Hej,\n\nbetalningen kom in men med fel OCR-nummer (en siffra saknades). Den är " +
          "bokförd nu och påminnelseavgiften borttagen.\n\nVänliga hälsningar\n{agent}, " +
          "Fakturering",
      ],
    ],
  },
];
