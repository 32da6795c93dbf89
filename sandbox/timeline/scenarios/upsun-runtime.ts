import type { TimelineScenario } from "../scenario";

const common = { language: "en", service: "project" } as const;

export const upsunRuntime: readonly TimelineScenario[] = [
  {
    ...common,
    key: "up-502",
    category: "incident_outage",
    priorities: ["urgent", "high"],
    subjects: [
      "{host} answers 502 for every second request",
      "Production down: 502 from the router, {host}",
    ],
    opening: `{host} answers 502 for about half of the requests since {time} UTC. access.log of the app shows only the good half. From the router:

{time}:41 [error] upstream prematurely closed connection while reading response header from upstream, host: "{host}"

app.log:

[pool web] WARNING: server reached pm.max_children setting (10), consider raising it
[pool web] child {p=200..900} exited on signal 11 (SIGSEGV - core dumped) after {s=40..900}.118 seconds from start

{sign}`,
    files: [{ name: "errors.png", graph: "502 {host}", shape: "peak" }],
    steps: [
      [
        "agent",
        "Hello {customer}, we see it. The workers crash (SIGSEGV) in an extension, and the router reports the connection that breaks. Which extensions did you enable with the last deployment? I see `blackfire`, `apcu` and `imagick`.\n\n{sign}",
        { wait: 12 },
      ],
      [
        "customer",
        "Nothing with the last one. But the PHP minor version changed with your image update last night?",
        { wait: 8 },
      ],
      [
        "agent",
        "It did, and that is the point: imagick in the new image crashes on animated WebP. I pinned {project} to the previous image; please redeploy.",
        { wait: 14 },
      ],
      ["customer", "Redeployed {clock} UTC. No 502 since.", { wait: 10 }],
      ["assignee", "agent2"],
      [
        "agent2",
        "The extension is fixed in the image that goes out today, and a test with such a file was added. I will remove the pin tomorrow unless you object.\n\n{sign}",
        { wait: 600 },
      ],
      ["customer", "No objection. Thanks for the quick help."],
    ],
    followUp: {
      subjects: ["Removal of the image pin of {earlier}"],
      opening:
        'Hello,\n\nour deployments show "image pinned by support" still, from {earlier}. You wanted to remove it. Is the fix out?\n\n{sign}',
      steps: [
        [
          "agent",
          "Hello, it is out, and the pin was forgotten; sorry. Removed now, your next deployment takes the current image.\n\n{sign}",
        ],
        ["customer", "Deployed, and animated WebP works. Thank you."],
      ],
    },
  },
  {
    ...common,
    key: "up-redis-eviction",
    category: "bug_report",
    priorities: ["normal", "high"],
    subjects: ["Sessions get lost on {host}", "Redis evicts sessions of {title}"],
    opening:
      "Customers of {host} are logged out at random since the weekend. Sessions are in Redis. INFO says\n\nused_memory_human:{m=220..255}.10M\nmaxmemory_human:256.00M\nmaxmemory_policy:allkeys-lru\nevicted_keys:{e=40000..990000}\n\nWe store the cache of the catalogue there as well.\n\n{sign}",
    steps: [
      [
        "agent",
        "Hello {customer},\n\ncache and sessions share one instance, and allkeys-lru throws out whatever is oldest, sessions too. Use two services:\n\nservices:\n  cache:\n    type: redis:7.2\n    configuration:\n      maxmemory_policy: allkeys-lru\n  sessions:\n    type: redis-persistent:7.2\n    configuration:\n      maxmemory_policy: noeviction\n\n{sign}",
      ],
      [
        "customer",
        "Done on {branch}, looks right: evicted_keys:0 on sessions. Will existing sessions survive the switch?",
      ],
      ["agent", "No, everybody is logged out once. Do it at night or announce it."],
      ["customer", "We did it at 04:00. All quiet since."],
    ],
  },
  {
    ...common,
    key: "up-opensearch",
    category: "bug_report",
    priorities: ["high", "normal"],
    subjects: ["OpenSearch of {title} is read-only", "Search index blocked: FORBIDDEN/12"],
    opening: `Indexing of products fails on main:

{"error":{"root_cause":[{"type":"cluster_block_exception","reason":"index [products_v{v=3..40}] blocked by: [TOO_MANY_REQUESTS/12/disk usage exceeded flood-stage watermark, index has read-only-allow-delete block];"}]},"status":429}

We have {n=9..34} old indices that nobody deleted. If we remove them, does the block go away by itself?

{sign}`,
    steps: [
      [
        "agent",
        "Hi {customer},\n\nyes, since OpenSearch 1.x the block is lifted when usage falls below the high watermark (90 %). It is checked every 30 s. Delete by exact names:\n\ncurl -s opensearch.internal:9200/_cat/indices?h=index,store.size,creation.date.string\ncurl -XDELETE opensearch.internal:9200/products_v1,products_v2\n\n{sign}",
      ],
      [
        "customer",
        "Deleted all but two, 81 % → 22 %. Block is gone, indexing runs. We will rotate in the import job.",
      ],
    ],
  },
  {
    ...common,
    key: "up-disk-mount",
    category: "incident_outage",
    priorities: ["high", "urgent"],
    subjects: ["Uploads fail: no space left on device", "Mount of {title} is full"],
    opening:
      'Uploads in {host} fail since {time} UTC with "No space left on device". `df` in the container:\n\nFilesystem                 Size  Used Avail Use% Mounted on\n/dev/mapper/app-mnt         20G   20G     0 100% /mnt\n\nWe deleted 3 GB of old exports, and it still says 100 %.\n\n{sign}',
    steps: [
      [
        "agent",
        "Hello {customer}, the deleted files are held open by a worker, so their space is not free yet:\n\nlsof +L1 | head\nphp-cli  {p=300..990} app  11w REG 253,4 3221225472 0 /mnt/var/export/full.csv (deleted)\n\nRestart it: sv restart app (or redeploy). For more room: upsun resources:set --disk app:30720\n\n{sign}",
      ],
      ["customer", "Restarted: 85 %. We also go to 30 GB. Thanks, uploads work."],
    ],
  },
  {
    ...common,
    key: "up-slow-mysql",
    category: "bug_report",
    priorities: ["normal", "high"],
    subjects: ["Checkout of {host} waits for a lock", "Lock wait timeout exceeded in MariaDB"],
    opening: `Several times per hour the checkout ends with

SQLSTATE[HY000]: General error: 1205 Lock wait timeout exceeded; try restarting transaction
  at /app/vendor/doctrine/dbal/src/Driver/PDO/Statement.php:{l=80..140}
  at /app/src/Checkout/Reserve.php:{m=40..210}
  at /app/src/Controller/CheckoutController.php:{n=60..300}

Output of SHOW ENGINE INNODB STATUS is attached.

{sign}`,
    files: [
      {
        name: "innodb-status.log",
        text: "---TRANSACTION {a=100000..999999}, ACTIVE 58 sec\n4 lock struct(s), heap size 1128, 2 row lock(s), undo log entries 1\nMariaDB thread id {b=100..900}, query id {c=10000..90000} app 198.51.100.12\n---TRANSACTION {d=100000..999999}, ACTIVE 51 sec starting index read\nLOCK WAIT 2 lock struct(s), heap size 1128, 1 row lock(s)\nUPDATE stock SET reserved = reserved + 1 WHERE sku = 'A-{e=1000..9999}'\n------- TRX HAS BEEN WAITING 51 SEC FOR THIS LOCK TO BE GRANTED\n",
      },
    ],
    steps: [
      [
        "agent",
        "Hello {customer},\n\nthe first transaction is idle for 58 seconds while it holds the row: your code opens it, reserves stock and then calls something slow before COMMIT. From the trace of the process: an HTTPS call to a payment service.\n\nMove the call out of the transaction, and take the reservation back if the payment fails.\n\n{sign}",
      ],
      [
        "customer",
        'You are right, and the payment service was slow today. We split it in two transactions with a state "reserved until". On {branch} it looks good, production tomorrow.',
      ],
      ["status", "hold", { wait: 60 }],
      [
        "customer",
        "In production since this morning, no 1205 in {o=4100..9800} orders.",
        { wait: 1700 },
      ],
    ],
  },
  {
    ...common,
    key: "up-region-outage",
    category: "incident_outage",
    night: true,
    priorities: ["urgent"],
    subjects: [
      "{host} unreachable, region {region}?",
      "Production of {title} down since {time} UTC",
    ],
    opening:
      "{host} does not answer since {time} UTC, neither does SSH:\n\n$ upsun ssh -e main\nssh: connect to host ssh.{region}.platform.example port 22: Connection timed out\n\nYour status page is green. Our other project in another region is fine.\n\n{sign}",
    steps: [
      ["status", "open", { wait: 4 }],
      [
        "agent",
        "Hello {customer}, confirmed: one of the hosts of {region} lost its storage network. {c=40..160} projects are affected and are being moved to other hosts. The status page is updated now. Next update within 20 minutes.\n\n{sign}",
        { wait: 9 },
      ],
      [
        "agent",
        "Update: about half are back. {project} is in the next group. No data is lost, volumes are replicated.",
        { wait: 20 },
      ],
      [
        "customer",
        "{host} is back {clock} UTC, checked orders and uploads, all there.",
        { wait: 14 },
      ],
      ["priority", "high", { wait: 3 }],
      [
        "agent2",
        "Hello, the report is published: a firmware fault took down both network cards of the host at once. Until the update is rolled out, pairs of cards of that model are split over two drivers. A credit according to your agreement will be on the next invoice.\n\n{sign}",
        {
          wait: 900,
          files: [
            {
              name: "incident-report.pdf",
              document: "Incident report, region {region}",
              lines: [
                "Start: {time} UTC",
                "Cause: firmware of network cards",
                "Effect: storage of one host unreachable",
                "Remedy: projects moved, firmware update planned",
                "Data loss: none",
              ],
            },
          ],
        },
      ],
      ["colleague", "Thanks, the report answers our questions. Please close."],
    ],
    duplicate: {
      subject: "Site down",
      opening: "{host} is down, alarm came from our monitoring. Urgent!\n\n{sign}",
      answer:
        "Hello {customer}, this is the same outage as in {other} of {colleague}; all updates are posted there.\n\n{sign}",
    },
  },
  {
    ...common,
    key: "up-routes-cache",
    category: "general_question",
    priorities: ["low", "normal"],
    subjects: ["Router cache ignores our Cache-Control", "Pages of {host} are never cached"],
    opening: `Our pages send "Cache-Control: public, max-age=300" and are never cached:

$ curl -sI https://{host}/ | grep -i -E 'cache|cookie'
cache-control: max-age=300, public
x-platform-cache: BYPASS
set-cookie: PHPSESSID=8{x=1000..9999}c; path=/; HttpOnly

.upsun/config.yaml:

routes:
  "https://{default}/":
    type: upstream
    upstream: "app:http"
    cache:
      enabled: true
      cookies: ["*"]

{sign}`,
    steps: [
      [
        "agent",
        'Hi {customer},\n\ncookies: ["*"] makes every cookie part of the key, and a response with Set-Cookie is not stored at all. List only the cookies that change the page, e.g. ["/^PHPSESSID/"], and do not start a session for visitors who are not signed in.\n\n{sign}',
      ],
      [
        "customer",
        "x-platform-cache: HIT. Sessions now start with the first item in the cart. Thank you.",
      ],
    ],
  },
  {
    ...common,
    key: "up-worker-restart",
    category: "bug_report",
    priorities: ["normal", "low"],
    subjects: [
      "Queue worker of {title} restarts in a loop",
      "Worker exits with code 0 and is restarted",
    ],
    opening:
      "The worker below processes about {n=20..90} messages, exits with 0 and is started again, which takes 5 to 10 seconds each time:\n\nworkers:\n  queue:\n    commands:\n      start: php bin/console messenger:consume async --limit=50 --time-limit=60\n\nIs there a penalty for restarts? The pauses get longer.\n\n{sign}",
    steps: [
      [
        "agent",
        "Hello, yes, a command that ends is restarted with a growing delay (up to 30 s), as it looks like a crash. Let it live longer:\n\n--time-limit=3600 --memory-limit=256M\n\nand drop --limit. It still ends once in an hour, which is healthy for PHP.\n\n{sign}",
      ],
      ["customer", "Throughput doubled. Thanks!"],
    ],
  },
];
