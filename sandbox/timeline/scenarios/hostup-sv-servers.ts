import type { TimelineScenario } from "../scenario";

export const swedishServers: readonly TimelineScenario[] = [
  {
    key: "sv-host-down",
    language: "sv",
    category: "vps",
    service: "vps",
    night: true,
    priorities: ["urgent", "critical", "critical"],
    subjects: ["{vps} nere", "{vps} svarar inte, inte ens på ping", "Akut: {vps} borta från nätet"],
    opening: `<<Hej,|Hejsan,|God natt kanske man ska säga,>>

{vps} ({ip}) slutade svara {time}. <<Inget ping, ingen ssh.|Varken ping eller ssh går fram.>> Konsolen i panelen är svart och "Starta om" ger bara "Operation pending".

Sista raden vi fick till vår loggserver:

kernel: sd 0:0:0:0: [sda] tag#{tag=11..98} timing out command, waited 180s
kernel: EXT4-fs (vda1): Delaying block allocation failed for inode {ino=140000..910000} with error 5

Ser ut som att lagringen försvann under fötterna på den. Produktion, så vi sitter uppe.

{sign}`,
    steps: [
      [
        "auto",
        "Ärendet är mottaget och jouren är larmad. Driftinformation finns på status.hostup.example.",
        { wait: 1 },
      ],
      ["status", "in_progress", { wait: 3 }],
      [
        "agent",
        `Hej {customer},

ni har rätt, det är lagringen. En av kontrollerkorten i noden tappade sina diskar {time} och alla maskiner på den noden fick I/O-fel. Kollegan är på väg till hallen, räkna med en halvtimme.

Starta inte om maskinen själva, filsystemet ska inte monteras förrän vi vet att diskarna är hela.

{sign}`,
      ],
      [
        "customer",
        "Ok, då rör vi inget. Databasen på den är replikerad så vi förlorar inget, men sajten visar 502 så länge.",
      ],
      [
        "agent",
        `Kortet är bytt och arrayen är hel, inga trasiga block. Maskinen startade {clock} och fsck rättade {n=2..9} inoder på vda1.

[   4.{a=112..880}021] EXT4-fs (vda1): recovery complete
[   4.{a}480] EXT4-fs (vda1): mounted filesystem with ordered data mode

Kan du kolla att allt är uppe hos er?`,
      ],
      [
        "customer",
        "Allt uppe. PostgreSQL gick igenom sin återställning på {s=14..55} sekunder utan anmärkning. Tack för snabb hjälp mitt i natten.",
      ],
      [
        "agent2",
        `Hej, tar över efter natten.

Incidentrapporten är klar: felet satt i firmware på kontrollerkortet (känt fel, åtgärdat i senaste versionen). Övriga noder av samma modell uppgraderas under kommande servicefönster, ni får en avisering i god tid. Månadsavgiften för {vps} krediteras med {p=10..30} %.

{sign}`,
        { wait: 420 },
      ],
      ["customer", "Bra rapport, tack. Inga fler frågor."],
    ],
    duplicate: {
      subject: "Sajten nere?",
      opening: "Får 502 på allt sedan en stund. Är det ni eller vi? Kan någon titta på {vps}?",
      answer:
        "Hej {customer}, din kollega {colleague} har redan ett ärende om samma sak, #{other}. Vi fortsätter där så att allt står på ett ställe.\n\n{sign}",
    },
    followUp: {
      subjects: ["Uppföljning av #{earlier}: {vps} och firmware", "Efter avbrottet på {vps}"],
      opening: `Hej igen,

i ärende {earlier} skrev ni att övriga noder skulle uppgraderas. Vi har {vps} och två maskiner till hos er, vilka noder ligger de på och när är det planerat? Vi vill inte ha uppgraderingen under vår egen lagerinventering.

{sign}`,
      steps: [
        [
          "agent",
          "Hej,\n\n{vps} ligger på en nod som redan är klar. De andra två går natten mellan tisdag och onsdag, 02.00–04.00, och flyttas live innan så det blir inget avbrott. Vill ni flytta tiden går det bra, säg bara till.\n\n{sign}",
        ],
        ["customer", "Tisdag natt går bra. Tack!"],
      ],
    },
  },
  {
    key: "sv-oom",
    language: "sv",
    category: "vps",
    service: "vps",
    priorities: ["medium", "high"],
    subjects: ["Minnet tar slut på {vps}", "php-fpm dödas av oom-killer på {vps}"],
    opening: `Hej!

Flera gånger om dagen dödar kärnan php-fpm på {vps}. Vi har inte ändrat något på flera veckor.

kernel: Out of memory: Killed process {pid=1800..31000} (php-fpm8.3) total-vm:{vm=610..890}212kB, anon-rss:{rss=310..590}044kB, file-rss:0kB
kernel: oom_reaper: reaped process {pid} (php-fpm8.3), now anon-rss:0kB

pm = dynamic
pm.max_children = 60
pm.start_servers = 12

Bifogar graf. Kan det vara noden som är överbokad?

{sign}`,
    files: [{ name: "minne-{vps}.png", graph: "Minne {vps}", shape: "growing" }],
    steps: [
      [
        "agent",
        `Hej {customer},

noden har gott om ledigt minne, och ert VPS har sitt fulla minne reserverat. Däremot går räkningen inte ihop: 60 barn × cirka {mb=90..140} MB = långt mer än vad maskinen har.

Räkna så här:

ps --no-headers -o rss -C php-fpm8.3 | awk '{ s += $1; n++ } END { print s/n/1024 " MB i snitt, " n " processer" }'

Dela det minne ni vill ge PHP med snittet, där har ni max_children. Lägg gärna till pm.max_requests = 500 så att läckande bibliotek inte får växa för evigt.

{sign}`,
      ],
      [
        "customer",
        "Snitt {mb} MB, 57 processer. Då förstår jag. Vi sätter 24 och max_requests = 500. Återkommer i morgon.",
      ],
      ["status", "on_hold", { wait: 12 }],
      [
        "customer",
        "Ett dygn utan oom. Lasten vid lunch var högre än vanligt och ändå låg minnet på 70 %. Ni kan stänga.",
        { wait: 1500 },
      ],
    ],
  },
  {
    key: "sv-disk-full",
    language: "sv",
    category: "vps",
    service: "vps",
    priorities: ["high", "urgent"],
    subjects: ["Disken full på {vps}", "{vps}: No space left on device"],
    opening: `Hej, / är 100 % på {vps} och MySQL vägrar starta.

root@{vps}:~# df -h /
Filsystem      Storlek Använt Ledigt Anv% Monterat på
/dev/vda1          79G    79G      0 100% /
root@{vps}:~# du -xsh /var/* | sort -h | tail -3
2,1G    /var/cache
{log=8..14}G    /var/log
{lib=31..52}G    /var/lib

Hur gör vi snabbast för att få upp databasen? Och vad kostar det att utöka med 40 GB?

{sign}`,
    steps: [
      [
        "agent",
        `Hej {customer}!

Snabbast: töm journalen, då får MySQL luft att starta.

journalctl --vacuum-size=500M
apt clean

Sedan binlogarna, de är nog det mesta av /var/lib:

mysql> SHOW BINARY LOGS;
mysql> PURGE BINARY LOGS BEFORE NOW() - INTERVAL 3 DAY;

Sätt binlog_expire_logs_seconds = 259200 i my.cnf så fylls det inte på igen. (Ta inte bort filerna för hand, då blir indexet fel.)

40 GB extra kostar {kr=38..60} kr/mån och görs utan omstart.

{sign}`,
      ],
      [
        "customer",
        "Uppe igen {clock}! Binlogarna var 29 GB. Kör på utökningen också tack, vi godkänner kostnaden.",
      ],
      [
        "agent",
        `Utökat. Kör det här i maskinen så växer filsystemet:

growpart /dev/vda 1
resize2fs /dev/vda1

Hör av dig om något strular.`,
      ],
      ["customer", "/dev/vda1  118G   44G   69G  39% /\n\nPerfekt. Tack!"],
    ],
  },
  {
    key: "sv-ssh-bruteforce",
    language: "sv",
    category: "vps",
    service: "vps",
    priorities: ["low", "medium"],
    subjects: ["Massor av inloggningsförsök mot {vps}", "Bruteforce mot ssh på {vps}"],
    opening: `Hej,

auth.log på {vps} växer med flera hundra rader i minuten:

sshd[{pid=2000..30000}]: Failed password for invalid user oracle from 203.0.113.{h=90..250} port 48122 ssh2
sshd[{pid}]: Failed password for root from 198.51.100.{g=90..250} port 60512 ssh2
sshd[{pid}]: Disconnecting authenticating user root 198.51.100.{g} port 60512: Too many authentication failures

Kan ni blockera det hos er? Vi loggar bara in med nyckel så det är mest irriterande, men vill gärna bli av med bruset.

{sign}`,
    steps: [
      [
        "agent",
        `Hej!

Vi blockerar inte enskilda adresser åt kunder, de byts ut på några timmar. Det som hjälper är att stänga porten för alla utom er. I panelen under Brandvägg på {vps}:

1. Tillåt tcp/22 från er kontorsadress och er VPN
2. Neka tcp/22 från övriga

Reglerna sitter framför maskinen, så försöken når aldrig sshd. Har ni ingen fast adress: fail2ban med mode = aggressive gör gott.

{sign}`,
      ],
      ["customer", "Reglerna på plats, loggen tyst. Smidigt att det går att göra i panelen."],
    ],
  },
];
