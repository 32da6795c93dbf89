import type { TimelineScenario } from "../scenario";

/** Conversations of weeks, with several people on both sides. */
export const swedishLong: readonly TimelineScenario[] = [
  {
    key: "sv-move-hall",
    language: "sv",
    category: "vps",
    service: "vps",
    priorities: ["medium"],
    accounts: ["kvarnvik", "contoso"],
    subjects: ["Flytt av {vps} till nya plattformen: plan och frågor", "Plan för flytt av {vps}"],
    opening: `Hej,

ni har skrivit att den äldre plattformen stängs till våren. Vi vill flytta {vps} i god tid. Så här ser den ut i dag:

- nginx + php-fpm 8.3, ca {r=90..340} anrop/s vid lunch
- MariaDB 10.11, {db=18..74} GB, varav en tabell (handelser) är halva
- Redis för sessioner
- 11 cronjobb, ett av dem skickar order till lagret var annan minut
- utgående trafik måste komma från en adress som lagerleverantören har i sin vitlista

Frågor:
1. Följer IP-adressen {ip} med?
2. Går det att göra med kortare avbrott än en timme?
3. Kan vi få en testmaskin en vecka innan?

Planen bifogas som PDF.

{sign}`,
    files: [
      {
        name: "flyttplan.pdf",
        document: "Flyttplan {vps}",
        lines: [
          "Vecka 1  testmaskin, inläsning av kopia",
          "Vecka 2  belastningsprov, rätta det som hittas",
          "Vecka 3  sänk TTL, skarp flytt kl. 05.00",
          "Vecka 4  gamla maskinen stängs av",
          "",
          "Ansvarig: {customer}",
          "Ersättare: {colleague}",
        ],
      },
    ],
    steps: [
      [
        "auto",
        "Tack för ditt meddelande. En tekniker för virtuella servrar läser det så snart som möjligt.",
      ],
      [
        "agent",
        `Hej {customer},

vilken bra sammanställning. Svar:

1. Nej, adressblocken är olika. Ni får en ny adress redan med testmaskinen, så att lagerleverantören kan släppa in den i förväg. Be dem ha båda öppna under flytten.
2. Ja. Sätt upp replikering till den nya databasen, då blir avbrottet bara tiden att stoppa skrivningar, låta repliken komma ikapp och byta. Räkna med 5–10 minuter.
3. Ja, den ingår. Vill ni ha samma storlek?

{sign}`,
      ],
      [
        "customer",
        "Toppen. Samma storlek men gärna med NVMe-lagret, så ser vi om vi kan gå ner en storlek sedan.",
      ],
      [
        "agent",
        "Beställd, klar om en kvart: {vps}-ny, 203.0.113.{h=120..200}, samma ssh-nycklar som {vps}.",
      ],
      [
        "colleague",
        "Hej, {colleague} tar över den praktiska delen. Inloggad på nya. En fråga direkt: tidszonen är UTC där, är det meningen?",
      ],
      [
        "agent",
        "Ja, nya avbilder är i UTC. Vill ni ha kvar svensk tid för cron: timedatectl set-timezone Europe/Stockholm, och starta om cron efteråt.",
      ],
      [
        "colleague",
        `Tack. Replikeringen strular:

MariaDB [(none)]> SHOW REPLICA STATUS\\G
             Replica_IO_Running: Yes
            Replica_SQL_Running: No
                  Last_SQL_Errno: 1032
                  Last_SQL_Error: Could not execute Update_rows_v1 event on table butik.handelser; Can't find record in 'handelser', Error_code: 1032; handler error HA_ERR_KEY_NOT_FOUND; the event's master log mariadb-bin.000{b=100..980}, end_log_pos {p=1000000..9000000}
          Seconds_Behind_Master: NULL

Dumpen togs med --single-transaction --master-data=2.`,
        { wait: 900 },
      ],
      [
        "agent2",
        `Hej {colleague}, {agent2} här, jag är den som kan databaser hos oss.

Är handelser en InnoDB-tabell? --single-transaction ger bara en enhetlig kopia för InnoDB. SHOW CREATE TABLE handelser; säger det.`,
      ],
      [
        "colleague",
        "ENGINE=Aria ... från den gamla tiden. Där försvann den eftermiddagen.\n\nSka vi konvertera på gamla maskinen först?",
      ],
      [
        "agent2",
        `Det är att föredra, men det låser tabellen medan det pågår (säg 20 min på er hårdvara). Alternativ utan lås: ta om kopian med mariabackup, den tar Aria med ett kort lås på slutet.

mariabackup --backup --target-dir=/srv/kopia --user=backup --parallel=4
mariabackup --prepare --target-dir=/srv/kopia
rsync -a --info=progress2 /srv/kopia/ root@203.0.113.{h}:/var/lib/mysql/

Sedan CHANGE MASTER med positionen ur xtrabackup_binlog_info.`,
      ],
      [
        "colleague",
        "mariabackup tog 14 min, låset var under två sekunder. Repliken är ikapp: Seconds_Behind_Master: 0.\n\nKonverterar handelser till InnoDB på repliken i stället, där ingen märker det.",
      ],
      ["agent2", "Smart. Kom ihåg att stoppa SQL-tråden under tiden, annars väntar den ändå."],
      ["status", "on_hold", { wait: 30 }],
      [
        "colleague",
        "Statusrapport: repliken har gått rent i fyra dygn. Belastningsprov i kväll.",
        { wait: 5760 },
      ],
      [
        "colleague",
        `Resultat från belastningsprovet (wrk, 8 trådar, 200 anslutningar, 5 min mot produktsidan):

gamla   {g=180..260} anrop/s   p50 410 ms   p99 2,9 s
nya     {y=520..690} anrop/s   p50 160 ms   p99 0,6 s

Vi går nog ner en storlek.`,
        {
          wait: 1300,
          files: [
            {
              name: "belastning.csv",
              text: "maskin;anrop_s;p50_ms;p99_ms;fel\ngamla;{g};410;2900;14\nnya;{y};160;600;0\n",
            },
            { name: "cpu-ny.png", graph: "CPU {vps}-ny", shape: "sawtooth" },
          ],
        },
      ],
      [
        "agent",
        "Roliga siffror! Storleken kan ni ändra när som helst med en omstart, så vänta gärna tills ni har sett en riktig måndag.",
      ],
      ["customer", "Då föreslår vi skarp flytt på tisdag 05.00. Är någon hos er vaken då?"],
      [
        "agent",
        "Jouren är alltid vaken och jag har skrivit in flytten i deras kalender. {agent2} är dessutom på plats från 05.00.",
      ],
      ["customer", "TTL sänkt till 300. Lagerleverantören bekräftar att båda adresserna är öppna."],
      ["colleague", "05:00 skrivningar stoppade, underhållssida uppe.", { wait: 4300 }],
      [
        "colleague",
        "05:03 repliken ikapp, STOP REPLICA; RESET REPLICA ALL; read_only av på nya.",
        { wait: 3 },
      ],
      ["colleague", "05:04 DNS ändrat. 05:06 första riktiga ordern på nya maskinen.", { wait: 3 }],
      [
        "agent2",
        "God morgon! Ser trafiken gå över här, {pc=60..85} % på nya redan. Inga fel i våra loggar.",
        { wait: 6 },
      ],
      [
        "colleague",
        "Ett bekymmer: cronjobbet till lagret kördes på BÅDA maskinerna 05:08, samma order två gånger.",
        { wait: 4 },
      ],
      ["customer", "Jag ringer lagret. Det var en order, ingen fara skedd.", { wait: 4 }],
      [
        "colleague",
        "Cron avstängd på gamla (systemctl disable --now cron). Det stod i planen men på rad 14 ...",
        { wait: 3 },
      ],
      ["agent2", "Det är alltid cron. Ni är inte först och inte sist.", { wait: 5 }],
      [
        "customer",
        "Läget efter arbetsdagen: inga fel, kundtjänst har inte fått ett enda samtal om sajten. Fantastiskt.",
        { wait: 660 },
      ],
      [
        "agent",
        "Grattis till en snygg flytt! Gamla {vps} ligger kvar avstängd i 14 dagar. Säg till om ni vill ha bort den tidigare, annars tar vi den då.",
      ],
      ["customer", "Låt den ligga. Tack {agent} och {agent2} för allt.", { wait: 300 }],
      ["auto", "Påminnelse: en avstängd server på kontot tas bort om 48 timmar.", { wait: 17000 }],
      ["customer", "Helt ok, ta bort den."],
      ["status", "closed", { wait: 60 }],
    ],
    followUp: {
      subjects: ["Gå ner en storlek på nya maskinen (ärende {earlier})"],
      opening:
        "Hej,\n\nuppföljning på flytten i {earlier}. Vi har nu sett några måndagar och CPU ligger som högst på {pc=28..44} %. Vi vill gå ner en storlek. Behåller vi adressen och disken?\n\n{sign}",
      steps: [
        [
          "agent",
          "Hej! Adressen behåller ni. Disken kan inte krympas, så den blir kvar i sin storlek och ni betalar mellanskillnaden per GB (cirka {kr=40..90} kr/mån). Ändringen tar en omstart, 40 sekunder. Säg en tid.\n\n{sign}",
        ],
        ["customer", "I morgon 06.00 passar bra."],
        ["agent2", "Gjort 06.00, nere i 37 sekunder. Allt svarar.\n\n{sign}"],
        ["customer", "Tack, ser bra ut!"],
      ],
    },
  },
  {
    key: "sv-restore-drill",
    language: "sv",
    category: "vps",
    service: "vps",
    priorities: ["low", "medium"],
    subjects: ["Återläsningsövning av {vps}", "Test av backup, {vps}"],
    opening: `Hej,

enligt vår rutin ska vi en gång per år visa att vi kan återläsa en produktionsmaskin. I år är det {vps}. Vi vill återläsa nattens kopia till en tillfällig maskin utan åtkomst till internet, och mäta tiden.

Vad behöver ni av oss?

{sign}`,
    steps: [
      [
        "agent",
        "Hej! Bra rutin. Vi skapar en tom maskin i ett isolerat nät som ni når via konsolen. Återläsningen startar ni själva i panelen (Säkerhetskopior → Återläs till annan server). Säg vilken dag så står den klar.\n\n{sign}",
      ],
      ["customer", "Torsdag förmiddag. Jag eller {colleague} kör."],
      ["agent", "Klar: ovning-01, syns bara på ert konto. Ingen kostnad första dygnet."],
      ["colleague", "Startade återläsningen {clock}.", { wait: 1200 }],
      [
        "colleague",
        'Klar efter {m=21..58} min ({gb=40..160} GB). Den startade men PostgreSQL ville inte:\n\nFATAL:  could not open directory "pg_tblspc/16{t=100..999}/PG_16_202307071": No such file or directory',
        { wait: 50 },
      ],
      [
        "agent2",
        "Hej, det tablespacet ligger på den andra volymen (vdb) och den är inte med i säkerhetskopieringen. I panelen är bara vda ikryssad för {vps}.",
      ],
      ["customer", "Det var ju en nyttig övning, om än obehaglig. Vad ligger där?"],
      [
        "colleague",
        "Index för söktabellerna och ... bildarkivets metadata. Det senare går inte att bygga om.",
      ],
      ["priority", "high", { wait: 3 }],
      [
        "agent2",
        "Jag slog på vdb nu, en första fullständig kopia går just nu och är klar inom en timme. Kryssrutan är av som standard när en volym läggs till i efterhand, jag har lyft internt att den borde vara på.",
      ],
      [
        "colleague",
        "Ny återläsning med båda volymerna: {n=48..95} min totalt, databasen startade, radantalen stämmer i alla {t=60..190} tabeller.",
        {
          wait: 1500,
          files: [
            {
              name: "radantal.csv",
              text: "tabell;produktion;aterlast\nordrar;418204;418204\nkunder;96113;96113\nbildarkiv;1204417;1204417\nsokindex;2210984;2210984\n",
            },
          ],
        },
      ],
      [
        "customer",
        "Då är övningen godkänd. Kan vi få en rad om när vdb lades till i kopieringen, för vår dokumentation?",
      ],
      [
        "agent2",
        "Bifogar ett intyg med tidpunkter.",
        {
          files: [
            {
              name: "intyg-backup.pdf",
              document: "Säkerhetskopiering av {vps}",
              lines: [
                "Volym vda: daglig kopia sedan maskinen skapades",
                "Volym vdb: daglig kopia från och med i går",
                "Lagringstid: 14 dagar",
                "",
                "{agent2}, HostUp",
              ],
            },
          ],
        },
      ],
      ["customer", "Tack så mycket, övningsmaskinen kan tas bort."],
    ],
  },
  {
    key: "sv-campaign-load",
    language: "sv",
    category: "general-web-hosting",
    service: "hosting",
    priorities: ["high"],
    subjects: ["Kampanjstart: {domain} orkar inte", "Hög last på {hosting} vid utskick"],
    opening: `Hej!

Vi har kampanjstart nästa vecka och förra gången gick {domain} på knäna när nyhetsbrevet gick ut. Sidan är uppe men tar {s=9..22} sekunder att ladda de första tjugo minuterna. Hur förbereder vi oss?

{sign}`,
    files: [{ name: "last-forra-gangen.png", graph: "Last {hosting}", shape: "peak" }],
    steps: [
      [
        "agent",
        'Hej {customer},\n\njag tittade på loggen från förra utskicket: 78 % av anropen är förstasidan och landningssidan, och varje visning kör {q=90..240} databasfrågor. Cachea dem hela för utloggade besökare så är det mesta löst:\n\nfastcgi_cache_path /var/cache/{hosting} levels=1:2 keys_zone=sida:20m inactive=10m;\nset $hoppa 0;\nif ($http_cookie ~* "varukorg|inloggad") { set $hoppa 1; }\nfastcgi_cache sida;\nfastcgi_cache_valid 200 60s;\nfastcgi_cache_bypass $hoppa;\nfastcgi_no_cache $hoppa;\nfastcgi_cache_use_stale updating error timeout;\nfastcgi_cache_lock on;\n\nJag kan lägga in det åt er om ni vill.\n\n{sign}',
      ],
      [
        "customer",
        "Ja tack! Men priserna är olika för företagskunder, de har en cookie som heter kundtyp.",
      ],
      [
        "agent",
        "Bra att du säger det. Lägger till kundtyp i villkoret, så får de alltid en färsk sida.",
      ],
      ["agent", "Inlagt {clock}. Rubriken X-Cache visar HIT eller MISS så att ni kan kontrollera."],
      [
        "colleague",
        "Testade: HIT på förstasidan, MISS med kundtyp satt, MISS efter att något lagts i varukorgen. Däremot får jag HIT på /kassa?",
      ],
      ["agent", "Aj. /kassa undantas nu helt, även /konto. Rensade cachen också."],
      ["colleague", "Nu rätt. Vi kör ett prov med 300 samtidiga i kväll om det är ok för er?"],
      [
        "agent2",
        "Kör på, jag håller ett öga på noden. Jag avslutar om grannarna påverkas.\n\n{sign}",
      ],
      [
        "colleague",
        "300 samtidiga: p95 {p=180..410} ms, förut 9 s. CPU 22 %.",
        { wait: 420, files: [{ name: "prov.png", graph: "CPU {hosting}", shape: "drop" }] },
      ],
      [
        "customer",
        "Kampanjen är i gång sedan i morse. {v=14..41} 000 besök första timmen och sidan är blixtsnabb. Hela huset jublar.",
        { wait: 6000 },
      ],
      [
        "agent",
        "Så roligt att höra! Jag låter cachen vara kvar, den skadar inte till vardags heller.",
      ],
      ["customer", "Låt den vara. Stäng gärna."],
    ],
  },
];
