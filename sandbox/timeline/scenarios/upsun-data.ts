import type { TimelineScenario } from "../scenario";

const common = { language: "en", service: "project" } as const;

export const upsunData: readonly TimelineScenario[] = [
  {
    ...common,
    key: "up-backup-restore",
    category: "incident_outage",
    priorities: ["urgent", "high"],
    subjects: [
      "Restore of a backup on {title}: data deleted by mistake",
      "Orders deleted on {host}, restore needed",
    ],
    opening:
      "One of our cleanup scripts deleted the orders of the last {d=3..9} months on main at {time} UTC. The last automatic backup is from 03:00. We would like to restore only the database, and not lose what was ordered since then. How?\n\n{sign}",
    steps: [
      [
        "agent",
        "Hello {customer}, do not restore over main, that would replace everything. Restore the backup into a new environment and copy from there:\n\nupsun backup:list -e main\nupsun backup:restore BACKUP_ID -e main --target rescue --branch-from main\nupsun db:dump -e rescue --table orders --table order_items --gzip -f orders.sql.gz\n\nThen load the dump into a second schema of main and INSERT ... SELECT what is missing.\n\n{sign}",
        { wait: 8 },
      ],
      [
        "customer",
        "rescue is being created. Is it safe to keep the site open meanwhile?",
        { wait: 7 },
      ],
      [
        "agent",
        "Yes. New orders get new ids above the old ones, so nothing collides. Stop the cleanup script first, though.",
        { wait: 5 },
      ],
      [
        "colleague",
        "Script disabled. INSERT INTO orders SELECT * FROM rescue_orders WHERE id NOT IN (SELECT id FROM orders): {n=18000..91000} rows. Sums per month match the accounting export.",
        { wait: 70 },
      ],
      [
        "customer",
        "All back. The environment rescue is deleted. Thank you for the calm instructions.",
      ],
    ],
  },
  {
    ...common,
    key: "up-tls-origin",
    category: "bug_report",
    priorities: ["normal", "high"],
    subjects: [
      "Redirect loop on {host} behind our CDN",
      "Too many redirects since CDN was put in front of {host}",
    ],
    opening:
      "Since we put a CDN in front of {host}, browsers say \"too many redirects\":\n\n$ curl -sIL https://{host}/ | grep -iE '^(HTTP|location)'\nHTTP/2 301\nlocation: https://{host}/\nHTTP/2 301\nlocation: https://{host}/\n\nWithout the CDN (via the hosts file) there is no redirect.\n\n{sign}",
    steps: [
      [
        "agent",
        'Hello {customer},\n\nthe CDN talks plain HTTP to us, our router redirects to HTTPS, and the CDN passes that on forever. Set the origin protocol in the CDN to HTTPS ("full, strict"), and its origin host name to the one that the console shows under Domains.\n\n{sign}',
      ],
      [
        "customer",
        'Changed to HTTPS. The loop is gone, now it is 502 at the CDN: "certificate does not match".',
      ],
      [
        "agent",
        "It connects with the origin's name as SNI, so the certificate is for that name. Let it send {host} as SNI and Host header.",
      ],
      ["customer", "SNI and Host set to {host}, works."],
    ],
  },
  {
    ...common,
    key: "up-mail-outgoing",
    category: "configuration_change",
    priorities: ["normal", "low"],
    subjects: ["No mail leaves {branch}", "Outgoing mail from development environments"],
    opening:
      "Order confirmations do not leave the environment {branch} of {title}. On main they do. PLATFORM_SMTP_HOST is empty there. Is that on purpose?\n\n{sign}",
    steps: [
      [
        "agent",
        "Hello, yes: outgoing mail is off for all but production, so that tests never reach a customer. Turn it on for one environment with\n\nupsun environment:info -e {branch} enable_smtp true\n\nand redeploy it.\n\n{sign}",
      ],
      ["customer", "Enabled, and we send to a catch-all address only. Thanks."],
    ],
  },
  {
    ...common,
    key: "up-composer-auth",
    category: "bug_report",
    priorities: ["normal"],
    subjects: [
      "Private packages: 401 during build of {branch}",
      "Composer cannot authenticate in the build",
    ],
    opening:
      '  W:   - Downloading internal/pricing (2.{m=1..9}.0)\n  W: Failed to download internal/pricing from dist: The "https://packages.{mail}/dist/pricing.zip" file could not be downloaded (HTTP/2 401)\n  E: Error building project: Step failed with status code 100.\n\nWe have set COMPOSER_AUTH in the console for this environment. It is there at runtime.\n\n{sign}',
    steps: [
      [
        "agent",
        "Hello {customer},\n\nvariables of an environment do not exist in the build, since a build belongs to the code and may be used by several environments. Make it a project variable:\n\nupsun variable:create -l project --name env:COMPOSER_AUTH --json true --sensitive true --visible-build true --visible-runtime false\n\n{sign}",
      ],
      ["customer", "That is the difference, understood. The build passes."],
    ],
  },
  {
    ...common,
    key: "up-rabbitmq",
    category: "bug_report",
    priorities: ["high", "normal"],
    subjects: [
      "RabbitMQ of {title} refuses connections",
      "Queue blocked: memory alarm in RabbitMQ",
    ],
    opening:
      'Publishing to RabbitMQ on main blocks since {time} UTC, consumers keep going. Log of the service:\n\n[warning] memory resource limit alarm set on node rabbit@rabbitmq.\n*** Publishers will be blocked until this alarm clears ***\n\nThe queue "images" holds {n=400..1900} 000 messages.\n\n{sign}',
    steps: [
      [
        "agent",
        'Hello {customer}, the messages in "images" are {kb=40..120} KB each, so it is their bodies that fill the memory. In the short run: more consumers or `rabbitmqctl purge_queue images` if they can be regenerated. In the long run: put the image on storage and only its path in the message; and use a quorum queue with x-max-length.\n\n{sign}',
      ],
      [
        "customer",
        "We can regenerate them: purged, alarm cleared {clock} UTC. The importer had been started twice. Paths instead of bodies are on our list.",
      ],
      [
        "agent",
        "Good. I have set an alert on the queue's memory for your project in our monitoring for the next days.",
      ],
    ],
  },
  {
    ...common,
    key: "up-addresses",
    category: "general_question",
    priorities: ["low"],
    subjects: [
      "Fixed outgoing addresses of region {region}",
      "Which addresses do requests of {title} come from?",
    ],
    opening:
      "A partner wants to allow our requests by address. Which outgoing addresses does {title} use, and how stable are they?\n\n{sign}",
    steps: [
      [
        "agent",
        "Hello {customer}, for {region} they are 198.51.100.{a=10..90}, 198.51.100.{b=91..170} and 198.51.100.{c=171..240}. They are shared by all projects in the region and change with at least four weeks' notice, so let the partner check a signature or client certificate as well.\n\n{sign}",
      ],
      ["customer", "The partner accepts addresses plus mutual TLS. Thanks."],
    ],
  },
  {
    ...common,
    key: "up-complaint",
    category: "complaint",
    priorities: ["normal"],
    subjects: ["Maintenance of {region} without notice", "Unannounced restart of {title}"],
    opening:
      "All containers of {title} were restarted today at {time} UTC, in the middle of our business day. Carts of about {n=40..180} customers were lost. There was no announcement. Please explain.\n\n{sign}",
    steps: [
      [
        "agent",
        "Hello {customer}, I understand the annoyance. It was a security update of the kernel that could not wait for the usual window. An announcement was sent {h=3..9} hours before to the technical contact of your organization, which is an address that bounces. That is all I can see from here; could you check the contacts?\n\n{sign}",
      ],
      [
        "customer",
        "The contact was a person who left in spring. We changed it to a group address. Still, three hours on a working day is short.",
      ],
      [
        "agent2",
        "I agree, and have passed it on to the people who plan maintenance: from now on, urgent updates wait for the region's night where the risk allows it. Carts survive restarts if they are in a persistent service instead of the local session files; I am glad to help with that.\n\n{sign}",
      ],
      ["customer", "Fair answer. We will move the sessions."],
    ],
  },
];
