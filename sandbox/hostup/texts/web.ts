import type { HostupScenario } from "./scenario";

export const webScenarios: readonly HostupScenario[] = [
  {
    department: "general-web-hosting",
    service: "hosting",
    subjects: [
      "502 after switching {domain} to PHP 8.4",
      "PHP 8.4: white page on {domain}",
      "Site down after PHP upgrade",
    ],
    opening: `Hello,

we switched {domain} from PHP 8.1 to 8.4 in the panel this morning. Since then the start page \
is white (HTTP 500), the admin still works. In the error log:

[{time}] PHP Fatal error:  Uncaught TypeError: str_replace(): Argument #3 ($subject) must be of \
type array|string, null given in \
/home/northwind/public_html/wp-content/plugins/old-slider/render.php:88
Stack trace:
#0 /home/northwind/public_html/wp-content/plugins/old-slider/render.php(88): str_replace('{id}', '12', NULL)
#1 /home/northwind/public_html/wp-includes/class-wp-hook.php(324): old_slider_render('')
#2 {main}
  thrown in /home/northwind/public_html/wp-content/plugins/old-slider/render.php on line 88

Switching back to 8.1 did not help?! Cache?`,
    turns: [
      [
        "staff",
        `Hi {customer},

The plugin "old-slider" passes null where PHP 8 wants a string; it has had no release since \
2021. Going back did not show because OPcache still had the compiled files: I have reset it, \
and the site answers again on 8.1.

I would replace the plugin and then go to 8.4. In a staging copy you can test without risk: \
Panel > WordPress > Create staging.

Best regards
{agent}`,
      ],
      [
        "customer",
        "Site is back, thanks! We will replace the slider this week. Can you leave the " +
          "ticket open until then?",
      ],
      ["staff", "Of course. I have set it aside until Friday.\n\n{agent}"],
      ["customer", "Slider replaced, now on 8.4, no errors in the log."],
    ],
    file: {
      name: "error-log.txt",
      text: `[12-Mar-2026 08:41:17 UTC] PHP Fatal error:  Uncaught TypeError: str_replace(): \
Argument #3 ($subject) must be of type array|string, null given
[12-Mar-2026 08:41:17 UTC] #0 /home/northwind/public_html/wp-content/plugins/old-slider/render.php(88)
[12-Mar-2026 08:41:22 UTC] PHP Fatal error:  Uncaught TypeError: str_replace(): Argument #3 \
($subject) must be of type array|string, null given
[12-Mar-2026 08:42:03 UTC] PHP Warning:  Undefined array key "HTTP_ACCEPT_LANGUAGE" in \
functions.php on line 311
`,
    },
  },
  {
    department: "general-web-hosting",
    service: "hosting",
    subjects: [
      "Certificate expired on www.{domain}",
      "TLS certificate for {domain} not renewed",
      "NET::ERR_CERT_DATE_INVALID on {domain}",
    ],
    opening:
      "Visitors get a certificate warning on www.{domain} since today, {domain} " +
      'without www is fine. The panel says "renewal failed: challenge 404". Nothing ' +
      "was changed on our side except a new redirect from www to the bare domain last " +
      "month.",
    turns: [
      [
        "staff",
        `Hello {customer},

The redirect also caught /.well-known/acme-challenge/, so the challenge for www was looked up \
in the wrong place. I added an exception above the redirect in .htaccess:

RewriteRule ^\\.well-known/acme-challenge/ - [L]

and renewed by hand. The new certificate covers both names and is valid for 90 days.

{agent}`,
      ],
      ["customer", "Thank you, works in all browsers. Will it renew by itself next time?"],
      [
        "staff",
        "Yes, 30 days ahead. I tried the renewal once more against the test environment " +
          "to be sure: it passed.\n\n{agent}",
      ],
    ],
    file: { name: "warning.png" },
  },
  {
    department: "general-web-hosting",
    service: "hosting",
    subjects: [
      "Restore backup of {domain} from Tuesday",
      "Need a restore: deleted upload folder",
      "Backup from last night?",
    ],
    opening: `Hi!

An intern deleted wp-content/uploads/2025 on {domain} this morning around 09:40 :( Do you have \
a backup from last night? Only this folder please, the database must stay as it is (orders came \
in since).

{customer}`,
    turns: [
      [
        "staff",
        `Hi {customer},

There is one from 03:12. I am restoring just that folder into wp-content/uploads/2025-restored, \
so that you can look at it before moving it. 4,318 files, 2.7 GB; about ten minutes.

/{agent}`,
      ],
      ["staff", "Ready. Ownership and times are kept as they were.\n\n{agent}"],
      ["customer", "You saved our day (and the intern). Moved it, everything is there."],
    ],
  },
  {
    department: "general-web-hosting",
    service: "hosting",
    subjects: [
      "Disk quota exceeded on {domain}",
      "No space left: cannot upload",
      "Account {domain} at 100 % disk",
    ],
    opening: `We get "Disk quota exceeded" when uploading. The panel shows 50.0 of 50 GB. I \
counted with du and only find 19 GB:

$ du -sh ~ --exclude=mail
19G     /home/northwind
$ du -sh ~/mail
3.1G    /home/northwind/mail

Where is the rest?`,
    turns: [
      [
        "staff",
        `Hello,

In ~/.trash (hidden, the file manager's bin): 27 GB. du did not count it as it belongs to a \
different mount. You can empty it in File manager > Bin > Empty; I have raised the limit by 5 \
GB until tomorrow so that the site can write meanwhile.

{agent}`,
      ],
      ["customer", "Emptied, down to 22 GB. Could the bin empty itself?"],
      [
        "staff",
        'It can: File manager > Settings > "Empty the bin after 30 days". It is off by ' +
          "default for accounts made before 2024.\n\n{agent}",
      ],
    ],
  },
  {
    department: "general-web-hosting",
    service: "hosting",
    subjects: [
      "{domain} very slow since the weekend",
      "High TTFB on {domain}",
      "Database slow: {domain}",
    ],
    opening: `Our shop {domain} takes 6 to 9 seconds for the first byte since Saturday. Nothing \
deployed. In the slow query log there is this one again and again:

# Query_time: 5.821340  Lock_time: 0.000112 Rows_sent: 24  Rows_examined: 1894412
SELECT SQL_CALC_FOUND_ROWS wp_posts.ID FROM wp_posts LEFT JOIN wp_postmeta ON ( wp_posts.ID = \
wp_postmeta.post_id ) WHERE ( wp_postmeta.meta_key = '_price' ) GROUP BY wp_posts.ID ORDER BY \
wp_postmeta.meta_value+0 ASC LIMIT 0, 24;

Was something changed on the database server?`,
    turns: [
      [
        "staff",
        `Hi {customer},

Nothing was changed on the server. The table wp_postmeta went from 240,000 to 1.9 million rows \
on Saturday: about 1.6 million have the key "_import_hash_log", which your import plugin writes \
for each product and run.

I have not deleted anything. If you agree I take a copy of the table and remove those rows, \
then rebuild the index.

{agent}`,
      ],
      ["customer", "Please do, we have told the plugin to stop writing them."],
      [
        "staff",
        "Done at {time}. The query above now takes 0.08 s. The copy is called " +
          "wp_postmeta_copy; drop it when you are sure.\n\n{agent}",
      ],
      ["customer", "TTFB is at 300 ms. Thank you, {agent}!"],
    ],
  },
  {
    department: "general-web-hosting",
    service: "hosting",
    subjects: ["Cron job does not run", "Scheduled task stopped after server move"],
    opening:
      "Our cron job (*/10 * * * * php ~/public_html/cron.php) has not run since the " +
      "server move on Thursday. Run by hand it works:\n\n$ php " +
      "~/public_html/cron.php\nOK 212 rows\n\nNo mail from cron either.",
    turns: [
      [
        "staff",
        'Hello,\n\non the new server the plain "php" is not in cron\u2019s PATH. Use ' +
          "/usr/local/bin/php84 instead. I changed your line and it ran at {time} with " +
          "exit code 0.\n\nThe missing mail: MAILTO was set to an address that no longer " +
          "exists. Where shall it go?\n\n{agent}",
      ],
      ["customer", "To it@{domain} please."],
      ["staff", "Set. Have a nice weekend.\n\n{agent}"],
    ],
  },
  {
    department: "general-web-hosting",
    service: "hosting",
    subjects: ["Suspicious files in public_html of {domain}", "Possibly hacked: {domain}"],
    opening: `Our monitoring found files that we did not put there:

-rw-r--r-- 1 northwind northwind  71422 public_html/wp-includes/css/radio.php
-rw-r--r-- 1 northwind northwind    311 public_html/.well-known/index.php

radio.php starts with <?php $GLOBALS['x7']='base64_decode'; ... Please check how they came in. \
We have changed all passwords and keys.`,
    turns: [
      [
        "automation",
        "A malware scan of the account was started. You will be told about the result here.",
      ],
      [
        "automation",
        "Malware scan finished: 4 files found, 4 " +
          "quarantined.\n\nwp-includes/css/radio.php\n.well-known/index.php\nwp-content/uploads/2024/06/404.php\nwp-content/uploads/2024/06/.htaccess",
      ],
      [
        "staff",
        `Hello {customer},

They came in by the plugin "quick-forms" 1.3.2 (upload without check of the type, fixed in 1.3.5). Access log:

203.0.113.77 - - [{time}] "POST /wp-admin/admin-ajax.php?action=qf_upload HTTP/1.1" 200 64

The four files are in quarantine; core files are identical to the release again. Please update \
the plugin, then I lift the block on outgoing mail.

{agent}`,
      ],
      [
        "customer",
        "Updated to 1.3.6 and removed two plugins that nobody used. Please lift the block.",
      ],
      ["staff", "Lifted. We keep a daily scan on this account for 14 days.\n\n{agent}"],
    ],
  },
];
