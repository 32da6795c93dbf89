import type { UpsunScenario } from "./scenario";

export const serviceScenarios: readonly UpsunScenario[] = [
  {
    category: "bug_report",
    type: "problem",
    issue: "disk",
    subjects: [
      "MySQL disk full on {branch}",
      '"No space left on device" in the database service',
      "Disk of db service at 98 %",
    ],
    description: `The database of {branch} is read-only:

SQLSTATE[HY000]: General error: 1290 The MariaDB server is running with the --read-only option \
so it cannot execute this statement

"upsun disk" says 98.4 % of 10 GB. We raised it to 20 GB in services.yaml, but the deployment \
stops with "service db: cannot resize while in read-only mode". How do we get out of it?`,
  },
  {
    category: "configuration_change",
    type: "question",
    issue: "php",
    subjects: [
      "Upgrade to PHP 8.4 on {project}",
      "Which PHP extensions come with 8.4?",
      "PHP 8.1 end of life",
    ],
    description:
      "We are moving {project} from php:8.1 to php:8.4. With runtime.extensions: " +
      '[redis, imagick, blackfire] the build says "Extension imagick is not available ' +
      'for PHP 8.4". Is it planned? Otherwise we stay on 8.3 for now.',
  },
  {
    category: "bug_report",
    type: "problem",
    issue: "blackfire",
    subjects: ["No Blackfire traces since upgrade", 'Blackfire: "no agent available" on {branch}'],
    description: `Blackfire shows no profile of {branch} any more since last Tuesday. The extension is loaded:

$ php --ri blackfire
blackfire => enabled
Blackfire => 1.92.30
APM => Disabled => APM is not enabled

$ blackfire --env={project} curl https://{host}/
The Blackfire agent is not available (tcp://127.0.0.1:8307: connection refused)

The environment variables for server id and token are set on project level.`,
  },
  {
    category: "bug_report",
    type: "problem",
    issue: "performance",
    subjects: [
      "Slow response times on {branch} since this week",
      "{project} slow after region maintenance",
      "High CPU steal in {region}",
    ],
    description: `Median response time of {host} went from 180 ms to 950 ms after the \
maintenance in {region} on Wednesday night. Metrics: CPU at 100 % of its allotment from 08:00 \
to 20:00, was 45 % before. Traffic is the same (about 22 requests per second).

Slowest transactions according to our APM:

  GET /category/{slug}      1 812 ms   (was 240)
  GET /product/{slug}         930 ms   (was 170)
  POST /cart                  640 ms   (was 210)

Has the size of the containers changed?`,
  },
  {
    category: "bug_report",
    type: "problem",
    issue: "search",
    subjects: [
      "OpenSearch turns red after each deployment",
      "Elasticsearch: index read_only_allow_delete",
    ],
    description:
      'After each deployment the index "products" is set to read_only_allow_delete. ' +
      "The disk is at 62 %. Setting it back by hand works until the next " +
      "deployment:\n\ncurl -XPUT opensearch.internal:9200/_all/_settings -H " +
      '"Content-Type: application/json" -d \'{"index.blocks.read_only_allow_delete": ' +
      "null}'\n\nWhere does that come from?",
  },
  {
    category: "configuration_change",
    type: "task",
    issue: "backup",
    subjects: [
      "Restore of backup to {branch} incomplete",
      "Need a backup older than the retention",
      "Backup before migration",
    ],
    description:
      "We restored the backup of Sunday to {branch} by the console. Code and database " +
      'are right; in the mount "public/uploads" about 3,000 of 41,000 files are ' +
      "missing (those of the newest month). Is the mount copied after the database? " +
      "Can you look at the backup itself?",
  },
  {
    category: "bug_report",
    type: "problem",
    issue: "redis",
    subjects: ["Redis evicts sessions", "Sessions lost several times a day"],
    description:
      "Users are signed out several times a day. redis-cli info shows " +
      "evicted_keys:184220 with maxmemory_policy:allkeys-lru on the service that holds " +
      "the sessions. How do we set noeviction for one service and keep lru for the " +
      "other? The documentation names both but no example.",
  },
];
