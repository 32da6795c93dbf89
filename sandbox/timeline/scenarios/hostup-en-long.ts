import type { TimelineScenario } from "../scenario";

export const englishLong: readonly TimelineScenario[] = [
  {
    key: "en-replication",
    language: "en",
    category: "vps",
    service: "vps",
    priorities: ["high"],
    subjects: [
      "PostgreSQL standby falls behind on {vps}",
      "Replication lag of {vps} grows every afternoon",
    ],
    opening: `Hello,

our standby on {vps} falls behind every afternoon, up to {m=18..55} minutes, and catches up at night. Primary and standby are the same size, both hosted with you.

SELECT client_addr, state, sent_lsn, replay_lsn, replay_lag FROM pg_stat_replication;
 client_addr |   state   |  sent_lsn   | replay_lsn  |   replay_lag
-------------+-----------+-------------+-------------+-----------------
 {ip}  | streaming | 5A/{a=1000..9999}F2C8 | 59/{b=1000..9999}0A10 | 00:{m}:11.20418

sent_lsn follows closely, so it is replay and not the network. Read queries run on the standby during the day. What would you look at?

{sign}`,
    files: [
      { name: "replay-lag.png", graph: "Replay lag {vps}", shape: "growing" },
      {
        name: "standby.conf",
        text: "hot_standby = on\nhot_standby_feedback = off\nmax_standby_streaming_delay = -1\nmax_connections = 300\nshared_buffers = 4GB\nrecovery_prefetch = try\n",
      },
    ],
    steps: [
      ["auto", "Your request was received. A technician for virtual servers will look at it."],
      [
        "agent",
        "Hello {customer},\n\nThe file you attached has the answer in its third line: max_standby_streaming_delay = -1 means that replay waits for queries on the standby forever. A long report in the afternoon that conflicts with vacuum on the primary stops everything behind it.\n\nPlease run this on the standby when it lags:\n\nSELECT pid, now() - query_start AS runs, wait_event, left(query, 60) FROM pg_stat_activity WHERE state <> 'idle' ORDER BY 2 DESC LIMIT 5;\nSELECT * FROM pg_stat_database_conflicts WHERE datname = 'shop';\n\n{sign}",
      ],
      [
        "customer",
        `You are right:

  pid  |      runs       |     wait_event      | left
-------+-----------------+---------------------+--------------------------------------------------
 {p=4000..31000} | 00:{m}:14.880112 | DataFileRead        | SELECT date_trunc('day', o.created_at), sum(l.am
   311 | 00:{m}:11.201777 | RecoveryConflictSnapshot | (startup process)

It is finance's revenue report. They start it "around two". We cannot kill it: if we set the delay to 30s, the report is cancelled and they call us.`,
      ],
      [
        "agent",
        "Two ways to have both:\n\n1. hot_standby_feedback = on: the primary keeps the rows that the report needs. Costs some bloat there, for as long as the report runs.\n2. A second, small standby for reports with -1, and the one for failover with 30s.\n\nFor failover you want the standby to be current, so I would do 2 if the budget allows, and 1 until then.",
      ],
      [
        "customer",
        "1 right now, and I will put 2 in our planning. What is the risk with 1 if somebody leaves a transaction open overnight?",
      ],
      [
        "agent",
        "Then the primary cannot clean up and tables grow. Put a fence around it:\n\nALTER ROLE reporting SET idle_in_transaction_session_timeout = '10min';\nALTER ROLE reporting SET statement_timeout = '90min';",
      ],
      ["status", "on_hold", { wait: 30 }],
      [
        "colleague",
        "Feedback on, timeouts set. Lag this afternoon: at most {s=2..9} seconds. Dead tuples on the primary peaked at {d=1..4}.{e=1..9} million and went down again after the report.",
        {
          wait: 1500,
          files: [{ name: "replay-lag-after.png", graph: "Replay lag {vps}", shape: "drop" }],
        },
      ],
      [
        "customer",
        "We got the budget for the second standby. Could you set one up next to {vps}, VPS M, same private network?",
        { wait: 4200 },
      ],
      [
        "agent2",
        "Hi, {agent} is on holiday so I took this over. The machine is ready: report-01, in your private network, Debian 12, your keys. Will you run pg_basebackup yourselves?\n\n{sign}",
      ],
      [
        "colleague",
        "Yes. Running:\n\npg_basebackup -h db.internal -U replicator -D /var/lib/postgresql/16/main -R -X stream -C -S report01 -P\n{g=41..96}213/{g}980 MB (100%), 1/1 tablespace",
      ],
      [
        "agent2",
        "One remark: a replication slot (-S) keeps WAL for a standby that is away. Set max_slot_wal_keep_size on the primary, or a forgotten report-01 fills your disk.",
      ],
      [
        "colleague",
        "Good catch, max_slot_wal_keep_size = 20GB. hot_standby_feedback is off again on the failover standby, and its delay is 30s.",
      ],
      [
        "customer",
        "Two weeks later: failover standby below one second at all times, finance has not called. This can be closed. Thank you both, this was consulting more than support.",
        { wait: 20000 },
      ],
    ],
  },
  {
    key: "en-node-leak",
    language: "en",
    category: "vps",
    service: "vps",
    priorities: ["medium", "high"],
    subjects: [
      "Node.js process on {vps} is killed every {h=9..26} hours",
      "Memory of our Node service grows on {vps}",
    ],
    opening: `Hi team,

our API on {vps} grows until it dies:

<--- Last few GCs --->
[{pid=1000..30000}:0x5e1f3c0] 86213344 ms: Mark-Compact 2035.8 (2082.6) -> 2034.9 (2082.9) MB, 1190.44 / 0.00 ms  (average mu = 0.110, current mu = 0.021) allocation failure; scavenge might not succeed

FATAL ERROR: Ineffective mark-compacts near heap limit Allocation failed - JavaScript heap out of memory
 1: 0xb7b3e0 node::OOMErrorHandler(char const*, v8::OOMDetails const&) [node]
 2: 0xef0a10 v8::Utils::ReportOOMFailure(v8::internal::Isolate*, char const*, v8::OOMDetails const&) [node]

It began when we moved from the old machine to {vps}; same code, same Node {v=20..22}. I know that you do not support our code, but is there anything about the machine that could do this?

{sign}`,
    files: [{ name: "heap.png", graph: "Heap {vps}", shape: "sawtooth" }],
    steps: [
      [
        "agent",
        "Hi {customer},\n\nnothing on the machine makes a heap grow, but moving may have changed how your process talks to others. Which keep-alive connections does it hold?\n\nss -tnp | awk '/node/ {print $5}' | sort | uniq -c | sort -rn | head\n\n{sign}",
      ],
      [
        "customer",
        "   {n=3100..9800} 203.0.113.80:6379\n     12 192.0.2.20:5432\n      3 198.51.100.9:443\n\nThat first one is Redis. Thousands of connections?!",
      ],
      [
        "agent",
        "There is your leak: a new client per request, never closed. On the old machine Redis probably had `timeout 60` and cleaned up behind you; on the new one the default is 0.\n\nredis-cli config get timeout",
      ],
      [
        "colleague",
        "timeout is 0 here, was 120 on the old one. And yes:\n\nexport async function session(req) {\n  const client = createClient({ url: process.env.REDIS_URL });\n  await client.connect();\n  return JSON.parse(await client.get(req.cookies.sid));\n}\n\nWritten by me two years ago. I will move the client out of the function.",
      ],
      [
        "edit",
        "timeout is 0 here, was 120 on the old one. And yes:\n\nexport async function session(req) {\n  const client = createClient({ url: process.env.REDIS_URL });\n  await client.connect();\n  return JSON.parse(await client.get(req.cookies.sid));\n}\n\nI will move the client out of the function and add an error handler.",
        { wait: 4 },
      ],
      [
        "agent",
        "With an 'error' listener on it, as an unhandled one ends the process. Happy to have been of help with code that we do not support.",
      ],
      [
        "customer",
        "Deployed {clock}. Connections: 1. Heap after a day: {mb=160..310} MB, flat.",
        { wait: 1600, files: [{ name: "heap-after.png", graph: "Heap {vps}", shape: "drop" }] },
      ],
      ["agent2", "Closing for {agent}. Have a good one.\n\n{sign}"],
      ["status", "closed", { wait: 2 }],
    ],
  },
  {
    key: "en-mail-migration",
    language: "en",
    category: "email",
    service: "domain",
    priorities: ["medium", "low"],
    subjects: [
      "Migration of {n=24..61} mailboxes of {domain}",
      "Moving mail of {domain} to your servers",
    ],
    opening: `Hello,

we would like to move {n=24..61} mailboxes of {domain} ({gb=80..310} GB in all) from our own Dovecot to you. We have none of the passwords, but we have root on the old server (master user possible). Nobody should have to set up their client on a Monday morning.

How would you do it?

{sign}`,
    files: [
      {
        name: "mailboxes.csv",
        text: "address;size_mb;messages\ninfo@{domain};8121;40113\nsales@{domain};14310;88210\norders@{domain};22408;190441\naccounts@{domain};3120;12088\n",
      },
    ],
    steps: [
      [
        "agent",
        "Hello {customer},\n\nWith a master user this is easy:\n\n1. you create the mailboxes here (CSV import), with new passwords\n2. imapsync copies everything while people still work on the old server\n3. on the evening of the switch: MX here, a last pass, old server read-only\n4. clients: if they use mail.{domain} as server name, you point that name to us, and only the password changes\n\nTo avoid new passwords, export the hashes: we import SHA512-CRYPT and bcrypt as they are.\n\n{sign}",
      ],
      [
        "customer",
        "They are {SHA512-CRYPT}, so that works, great. Master user for the copy: migrate*master, password Plover-{pw=1000..9999}-Reed, reachable only from your addresses.",
        { encrypted: true },
      ],
      ["agent", "Imported {n} mailboxes, {n} hashes. First pass is running, eight at a time."],
      [
        "auto",
        "Mail migration: {n} of {n} mailboxes copied, 3 messages skipped (larger than 50 MB).",
        { wait: 900 },
      ],
      ["customer", "Which three? If it is the accounts folder they will miss them."],
      [
        "agent",
        "List attached, all of them scans. I raised the limit for the import and ran those again, nothing is skipped now.",
        {
          files: [
            {
              name: "skipped.csv",
              text: "mailbox;folder;date;size_mb\naccounts@{domain};Archive;1 year ago;71\naccounts@{domain};Archive;1 year ago;64\nsales@{domain};Sent;7 months ago;58\n",
            },
          ],
        },
      ],
      [
        "colleague",
        "Switch tonight at 20:00. MX TTL has been 300 since yesterday.",
        { wait: 2600 },
      ],
      [
        "agent2",
        "I am on shift tonight. Last pass starts when I see the first mail arrive here.\n\n{sign}",
      ],
      ["colleague", "20:00 MX changed, old server read-only.", { wait: 300 }],
      ["agent2", "20:04 first mail here. Last pass done 20:31, 214 messages.", { wait: 31 }],
      [
        "colleague",
        "Tested from a phone, Outlook and Thunderbird, no prompt anywhere. Impressive.",
        { wait: 25 },
      ],
      [
        "customer",
        "Monday 09:30 and not a single call. Only one thing: server-side filters (Sieve) did not come along.",
        { wait: 3600 },
      ],
      [
        "agent",
        "They live outside IMAP, so imapsync cannot see them. If you send us the folder /var/vmail/*/sieve as an archive, I will import them.",
      ],
      ["customer", "Sent by SFTP into ~/incoming."],
      [
        "agent",
        "{k=9..20} scripts imported. Two used an extension (vnd.dovecot.execute) that we do not offer, I left those off and listed them in ~/incoming/README.",
      ],
      ["customer", "Fine, we will replace those two. Thank you for a very calm migration."],
    ],
  },
];
