import type { TimelineScenario } from "../scenario";

const common = { language: "en", service: "project" } as const;

export const upsunLong: readonly TimelineScenario[] = [
  {
    ...common,
    key: "up-php-upgrade",
    category: "bug_report",
    priorities: ["high"],
    subjects: [
      "Response times of {host} doubled after moving to PHP 8.4",
      "{title} slower since last week's deployment",
    ],
    opening: `Since we moved {title} from PHP 8.2 to 8.4 last week the median went from {a=110..190} to {b=260..420} ms. Code is the same but for the version:

applications:
  app:
    type: 'php:8.4'
    runtime:
      extensions: [apcu, redis, sodium]
    variables:
      php:
        opcache.preload: /app/config/preload.php

Attached: median per hour, and a phpinfo of opcache from both.

{sign}`,
    files: [
      { name: "median.png", graph: "Median {host}", shape: "growing" },
      {
        name: "opcache.txt",
        text: "                          8.2        8.4\nopcache.enable            On         On\nopcache.memory_consumption 256       256\nopcache.max_accelerated_files 20000  20000\nopcache.jit               tracing    disable\nopcache.jit_buffer_size   64M        64M\nopcache.preload           set        set\n",
      },
    ],
    steps: [
      [
        "agent",
        "Hello {customer},\n\nThe defaults changed: in 8.4 JIT is off by `opcache.jit=disable`, whereas before it was enabled by the buffer size alone. For most web applications that makes little difference, though. Can you set `opcache.jit: tracing` on {branch} and compare with the same load?\n\n{sign}",
      ],
      [
        "colleague",
        "Compared with 200 requests each: {c=250..400} ms without, {d=240..390} ms with. As you said, not it.",
      ],
      [
        "agent",
        "Then let us look inside. Could you enable the profiler on {branch} for an hour? I would like to see one slow request.",
      ],
      [
        "customer",
        "Done. A profile of the category page: 61 % in Redis::get, 1,840 calls per request. On 8.2 it was 12 calls?!",
        {
          wait: 1300,
          files: [
            {
              name: "profile.csv",
              text: "function;calls;ms\nRedis::get;1840;164\nPDOStatement::execute;31;42\nTwig\\Template::render;210;22\nsymfony/cache::doFetch;1840;171\n",
            },
          ],
        },
      ],
      [
        "agent",
        "12 to 1,840 means that a local layer in front of Redis is gone, APCu most likely. What does `php -r 'var_dump(apcu_enabled());'` say, and what does the web show under apc.enabled and apc.shm_size?",
      ],
      [
        "customer",
        "CLI: false, as always. Web: apc.enabled = 1, apc.shm_size = 32M, and apcu_cache_info() shows {e=9000..60000} expunges today.",
      ],
      [
        "agent2",
        "Jumping in for {agent}. 32M is the default; your project had 128M in a php.ini that lies in the repository's root. With the new composable image the file is not read from there any more. Put it into the configuration:\n\nvariables:\n  php:\n    apc.shm_size: 128M\n\n{sign}",
      ],
      [
        "colleague",
        "On {branch}: 1,840 → 14 calls, {f=105..180} ms. Deploying to production at 06:00.",
      ],
      ["status", "hold", { wait: 30 }],
      [
        "customer",
        "Live. Median {g=100..170} ms, better than before. So we had lost all of php.ini, not only that line; we moved the remaining ones as well.",
        {
          wait: 1100,
          files: [{ name: "median-after.png", graph: "Median {host}", shape: "drop" }],
        },
      ],
      ["agent2", "Great. I have asked for a build warning when a php.ini is present and not used."],
      ["customer", "That would have saved us a week. Thank you both."],
    ],
  },
  {
    ...common,
    key: "up-go-live",
    category: "onboarding",
    priorities: ["normal"],
    subjects: ["Go-live of {title}: checklist", "Launch of {host} in two weeks"],
    opening: `Hello,

{host} goes live in two weeks. Could you go through our list?

[x] production plan, 3 instances of app
[x] database 4 CPU / 8 GB, backups every 6 hours
[ ] apex domain: our DNS host knows no ALIAS
[ ] load test: are we allowed, and do you need to know when?
[ ] rollback: is there something faster than a revert and a new deployment?
[ ] log forwarding to our own system (syslog over TLS)

{sign}`,
    steps: [
      [
        "agent",
        'Hello {customer}, congratulations on getting this far.\n\n- Apex: use the A records that `upsun domain:list` shows for the region; they do not change without notice.\n- Load test: allowed; tell us time, source addresses and rate a day before.\n- Rollback: deploying an earlier commit reuses its build image, so it takes as long as a restart, about {s=20..50} s.\n- Logs: integration "syslog", options --protocol tls --tls-verify.\n\n{sign}',
      ],
      [
        "customer",
        "Very good. Load test: Thursday 08:00 to 10:00 UTC from 192.0.2.{h=10..90} and 192.0.2.{i=91..180}, up to 600 requests/s on main.",
      ],
      ["agent", "Noted, and the people on call know."],
      [
        "colleague",
        "Test done. 600/s with p95 of {p=280..520} ms, database at {c=55..80} % CPU. But at about 450/s we got 503 for some seconds, each time an instance was added.",
        {
          wait: 3900,
          files: [
            {
              name: "load-test.csv",
              text: "rate;p50_ms;p95_ms;errors\n150;71;140;0\n300;80;188;0\n450;96;301;212\n600;118;{p};190\n",
            },
          ],
        },
      ],
      [
        "agent2",
        "Hello, {agent2} of the runtime team. The new instance gets traffic as soon as its port is open, and your application needs another four seconds to warm up. Please open the port only when it is ready; with PHP-FPM, warm the cache in the `pre_start` command:\n\nweb:\n  commands:\n    pre_start: php bin/console cache:warmup\n\n{sign}",
      ],
      [
        "colleague",
        "Hm, the cache is warmed in the build hook already. The four seconds are the first connection to the search service.",
      ],
      [
        "agent2",
        "Then a request to a page that uses it belongs there: `curl -s -o /dev/null --unix-socket $SOCKET http://localhost/health/search`. Not elegant, but it does it.",
      ],
      ["remove", "", { wait: 6 }],
      [
        "agent2",
        "Then open that connection in pre_start: a console command that runs one search is enough, since the client keeps the node list in APCu... which the CLI does not share, I notice. Better: set the client's sniffOnStart to false, then there are no four seconds.",
        { wait: 14 },
      ],
      [
        "colleague",
        "sniffOnStart=false: instance ready in 0.6 s, no 503 in the second test.",
        { wait: 1500 },
      ],
      [
        "customer",
        "Go-live was yesterday at 07:00 UTC. {v=9000..31000} visitors on the first day and no incident. Thank you!",
        { wait: 7000 },
      ],
      ["agent", "Congratulations! I keep the ticket open until tomorrow, just in case."],
      ["status", "solved", { wait: 1500 }],
    ],
    followUp: {
      subjects: ["Instances after the launch (see {earlier})"],
      opening:
        "Hello,\n\nsince the launch ({earlier}) the three instances are at {c=9..17} % CPU. Would you go down to two, or to smaller ones?\n\n{sign}",
      steps: [
        [
          "agent",
          "Hello {customer}, I would keep three and halve their size: losing one of two means half of your capacity. `upsun resources:set --size app:0.5`. Autoscaling may add some at peaks.\n\n{sign}",
        ],
        ["customer", "Three small ones it is. Thanks."],
      ],
    },
  },
  {
    ...common,
    key: "up-postgres-upgrade",
    category: "configuration_change",
    priorities: ["normal"],
    subjects: [
      "Upgrade of PostgreSQL 13 to 17 on {title}",
      "PostgreSQL major upgrade: replica and extensions",
    ],
    opening: `Hi,

we plan to upgrade PostgreSQL of {title} from 13 to 17. Services:

services:
  db:
    type: postgresql:13
    configuration:
      extensions: [pg_trgm, hstore, postgis]

Database {g=20..90} GB. Questions: is it enough to change the type? Is there a way back? How long?

{sign}`,
    steps: [
      [
        "agent",
        "Hi {customer},\n\nChanging the type runs pg_upgrade in the deployment. There is no way back but the backup, so: branch first, upgrade there, look. With PostGIS the extension has to be updated by SQL after it. Time depends on the number of objects more than on size; expect 5 to 15 minutes.\n\n{sign}",
      ],
      [
        "customer",
        'On {branch} it failed:\n\nE: Service db failed to start\n   Checking for presence of required libraries  fatal\n   could not load library "$libdir/postgis-2.5": ERROR: could not access file',
      ],
      [
        "agent",
        "Some functions still refer to PostGIS 2.5 from years ago. On 13, before the upgrade:\n\nSELECT postgis_extensions_upgrade();\nSELECT probin, count(*) FROM pg_proc WHERE probin LIKE '%postgis%' GROUP BY 1;\n\nAll rows must say postgis-3.",
      ],
      [
        "customer",
        "It said postgis-2.5 for {n=4..19} of them after the call. Raster functions, which we never used.",
      ],
      [
        "agent",
        "Then drop that part: ALTER EXTENSION postgis_raster ... is missing as an extension in your catalogue (unpackaged), so\n\nCREATE EXTENSION postgis_raster FROM unpackaged;\nDROP EXTENSION postgis_raster;\n\non the branch first, please.",
      ],
      [
        "colleague",
        "FROM unpackaged does not exist in 13 any more. But SELECT postgis_extensions_upgrade(); a second time packaged it, and then DROP worked.",
      ],
      [
        "agent",
        "You are right, that syntax went away with 13; sorry. Good that the second call does it.",
      ],
      [
        "colleague",
        "{branch} is on 17 now. Took 7 minutes. ANALYZE was needed afterwards, all plans were sequential scans before.",
      ],
      [
        "agent",
        "Statistics are not carried over by pg_upgrade up to 17, so yes: vacuumdb --all --analyze-in-stages right after the deployment.",
      ],
      ["customer", "Production on Sunday, 05:00 UTC. Backup is made by the deployment or by us?"],
      [
        "agent",
        "By you, right before: upsun backup:create -e main. Not live, so that it is consistent.",
      ],
      ["status", "hold", { wait: 20 }],
      [
        "colleague",
        "Sunday 05:00 backup, 05:09 deployment started, 05:17 on 17, 05:31 analyzed. No surprises.",
        { wait: 5600 },
      ],
      ["customer", "Everything is well after two days. Closing, with thanks."],
    ],
  },
];
