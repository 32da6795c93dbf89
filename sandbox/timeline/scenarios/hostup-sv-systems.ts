import type { TimelineScenario } from "../scenario";

export const swedishSystems: readonly TimelineScenario[] = [
  {
    key: "sv-ubuntu-upgrade",
    language: "sv",
    category: "vps",
    service: "vps",
    priorities: ["high", "medium"],
    subjects: [
      "{vps} startar inte efter uppgradering",
      "Fastnar i initramfs efter uppgradering, {vps}",
    ],
    opening: `Hej!

Vi uppgraderade {vps} till 24.04 i går kväll och nu fastnar den i initramfs:

ALERT! UUID=6f1c{x=1000..9999}-8d2e-4a51-9c0b-1f7e40aa3b{y=10..99} does not exist. Dropping to a shell!
(initramfs) blkid
/dev/vda1: UUID="b20d{z=1000..9999}-5c7a-47fe-a1f2-90c6de4b7a33" BLOCK_SIZE="4096" TYPE="ext4"

Skärmbild från konsolen bifogad. Går det att rädda eller ska vi återställa från backup?

{sign}`,
    files: [
      {
        name: "konsol.png",
        window: "VNC {vps}",
        lines: [
          "BusyBox v1.36.1 (Ubuntu) built-in shell",
          "",
          "! ALERT! UUID does not exist.",
          "Dropping to a shell!",
          "(initramfs) _",
        ],
      },
    ],
    steps: [
      [
        "agent",
        `Hej {customer},

det går att rädda, ingen backup behövs. Rotdisken har bytt UUID (troligen klonades den när ni utökade), men grub pekar på den gamla. Starta från räddningssystemet i panelen och kör:

mount /dev/vda1 /mnt
for d in dev proc sys; do mount --bind /$d /mnt/$d; done
chroot /mnt
sed -i 's/^UUID=6f1c{x}[^ ]*/UUID='$(blkid -s UUID -o value /dev/vda1)'/' /etc/fstab
update-grub && update-initramfs -u -k all

Sedan vanlig omstart.

{sign}`,
      ],
      [
        "customer",
        "chroot säger \"failed to run command '/bin/bash': No such file or directory\"?",
      ],
      [
        "agent",
        "Då är det vda1 som är /boot hos er och roten ligger på vda2. Montera vda2 på /mnt och vda1 på /mnt/boot, i övrigt samma.",
        { wait: 9 },
      ],
      [
        "edit",
        "Då är det vda1 som är /boot hos er och roten ligger på vda2. Montera vda2 på /mnt och vda1 på /mnt/boot, i övrigt samma.\n\nTillägg: byt även vda1 mot vda2 i blkid-kommandot.",
        { wait: 3 },
      ],
      ["customer", "Uppe! Det var precis så. Tack för att du följde med hela vägen {agent}."],
    ],
  },
  {
    key: "sv-postgres-slow",
    language: "sv",
    category: "vps",
    service: "vps",
    priorities: ["medium", "high"],
    subjects: ["Seg PostgreSQL på {vps} sedan omstart", "Långsamma frågor på {vps}"],
    opening: `Hej,

efter omstarten i helgen tar samma fråga {ms=900..4100} ms i stället för runt 40. Vi misstänker disken.

EXPLAIN (ANALYZE, BUFFERS) SELECT * FROM orders WHERE customer_id = {cid=1000..9000} ORDER BY created_at DESC LIMIT 50;

 Limit  (actual time={ms}.118..{ms}.140 rows=50 loops=1)
   Buffers: shared hit=112 read=48211
   ->  Sort  (actual time={ms}.117..{ms}.128 rows=50 loops=1)
         Sort Key: created_at DESC
         ->  Seq Scan on orders  (actual time=0.021..{ms}.002 rows=214 loops=1)
               Filter: (customer_id = {cid})
               Rows Removed by Filter: {rows=1200000..4900000}
 Planning Time: 0.210 ms

Kan ni se om noden är belastad?

{sign}`,
    steps: [
      [
        "agent",
        `Hej {customer},

noden är lugn (läslatens 0,4 ms). Planen däremot: Seq Scan på en tabell med miljontals rader för 214 träffar. Antingen saknas indexet eller så är statistiken borta. Vad säger

\\d orders
SELECT last_analyze, last_autoanalyze, n_live_tup FROM pg_stat_user_tables WHERE relname = 'orders';

{sign}`,
      ],
      [
        "customer",
        `Indexet finns men är markerat INVALID:

Indexes:
    "orders_pkey" PRIMARY KEY, btree (id)
    "orders_customer_created" btree (customer_id, created_at DESC) INVALID

Det är någon här som körde CREATE INDEX CONCURRENTLY i fredags och så kom omstarten mitt i...`,
      ],
      [
        "agent",
        "Där har vi det. Ett avbrutet CONCURRENTLY lämnar ett ogiltigt index kvar. Bygg om det utan lås:\n\nREINDEX INDEX CONCURRENTLY orders_customer_created;\n\nRäkna med några minuter, och ha minst lika mycket ledig disk som indexet är stort.",
      ],
      ["customer", "Klart på 3 min 12 s, frågan tar nu 0,9 ms. Pinsamt men lärorikt :) Tack!"],
    ],
  },
  {
    key: "sv-systemd-restart",
    language: "sv",
    category: "vps",
    service: "vps",
    priorities: ["low", "medium"],
    subjects: [
      "Node-appen startar inte vid omstart av {vps}",
      "systemd-tjänst dör direkt på {vps}",
    ],
    opening: `Hej!

Vår node-app kommer inte upp när {vps} startar om, vi måste logga in och köra systemctl start för hand. Enheten:

[Unit]
Description=Lagerintegration
After=network.target

[Service]
User=app
WorkingDirectory=/srv/lager
ExecStart=/usr/bin/node server.js
Restart=on-failure

[Install]
WantedBy=multi-user.target

Ur journalen:

node[{pid=700..1900}]: Error: getaddrinfo EAI_AGAIN sql.internal
node[{pid}]:     at GetAddrInfoReqWrap.onlookupall [as oncomplete] (node:dns:118:26)
systemd[1]: lager.service: Start request repeated too quickly.

Är det er DNS som är sen?

{sign}`,
    steps: [
      [
        "agent",
        `Hej!

Nej, det är ordningen vid start. network.target betyder bara att nätet är på väg upp, inte att namnuppslagning fungerar. Fem misslyckade starter på tio sekunder och systemd ger upp. Ändra till:

[Unit]
Wants=network-online.target
After=network-online.target nss-lookup.target
StartLimitIntervalSec=0

[Service]
Restart=always
RestartSec=5

Och glöm inte systemctl daemon-reload.

{sign}`,
      ],
      ["customer", "Testade två omstarter, appen uppe båda gångerna. Supertack!"],
      ["agent", "Härligt, då stänger jag."],
      ["status", "closed", { wait: 1 }],
    ],
  },
];
