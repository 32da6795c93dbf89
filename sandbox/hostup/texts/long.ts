import type { HostupScenario } from "./scenario";

/** Conversations that go on, for everything that has to cope with length. */
export const longScenarios: readonly HostupScenario[] = [
  {
    department: "vps",
    service: "vps",
    subjects: [
      "Repeated out-of-memory kills on {vps}",
      "Investigation: {vps} restarts php-fpm every night",
    ],
    opening: `Hello,

every night at about 02:30 the kernel kills php-fpm (or MySQL, once) on {vps}. We have gone \
through what we could and would be glad of a second pair of eyes. What we know:

1. It began eleven days ago. Nothing was deployed on that day; the OS updates of the day are listed below.
2. It happens between 02:27 and 02:34, never at another time.
3. Memory before is at about 60 %, and goes to 100 % within a minute.
4. There is no cron job of ours between 02:00 and 03:00.

From the kernel log:

[1210442.118210] php-fpm8.3 invoked oom-killer: \
gfp_mask=0x140cca(GFP_HIGHUSER_MOVABLE|__GFP_COMP), order=0, oom_score_adj=0
[1210442.118231] CPU: 3 PID: 914402 Comm: php-fpm8.3 Not tainted 6.8.0-51-generic #52-Ubuntu
[1210442.118402] Mem-Info:
[1210442.118405] active_anon:1740212 inactive_anon:152113 isolated_anon:0
[1210442.118660] Tasks state (memory values in pages):
[1210442.118662] [  pid  ]   uid  tgid total_vm      rss pgtables_bytes swapents oom_score_adj name
[1210442.118790] [    811]   112   811   812031   301422  3104768     1021             0 mysqld
[1210442.118801] [ 914388]     0 914388  2211045  1210933 10092544        0             0 clamscan
[1210442.118803] [ 914402]    33 914402   118221    30110   401408        0             0 php-fpm8.3
[1210442.118911] Out of memory: Killed process 914402 (php-fpm8.3) total-vm:472884kB, anon-rss:118220kB

Updates of that day: linux-image 6.8.0-51, libc6 2.39-0ubuntu8.4, clamav 1.0.7, openssl 3.0.13-0ubuntu3.5.

Could it be the host (ballooning)? Other machines of ours with the same software, but on \
another host, do not show it.

Many thanks
{customer}`,
    turns: [
      [
        "automation",
        "Your request was received. A technician for virtual servers will look at it; " +
          "the current waiting time is about 40 minutes.",
      ],
      [
        "staff",
        `Hello {customer},

What a well prepared ticket. There is no ballooning on that host: the machine has had its full \
memory all the time.

In your own list of tasks, look at the second line: clamscan with 1,210,933 pages, that is 4.6 \
GB. clamav was updated on the day it began. Do you have "clamav-daemon" or a timer that starts \
a scan? "systemctl list-timers --all" will say.

{agent}`,
      ],
      [
        "customer",
        `Well spotted. There is indeed a timer, which came with the update:

NEXT                         LEFT     LAST                         PASSED  UNIT
02:26:41 UTC                 9h       02:26:12 UTC                 14h ago clamav-nightly.timer

The unit starts "clamscan -r / --max-filesize=4000M". It loads the signatures (1.3 GB) and then \
unpacks our database dumps in memory, I guess.

Two questions:
- is it safe to turn it off? The machine holds uploads of customers.
- why do the other machines not suffer? They have the same timer.`,
      ],
      [
        "staff",
        `Turning it off as it is: yes. But scan the uploads, with the daemon (which loads the \
signatures once) and limits:

clamdscan --fdpass --multiscan /srv/uploads
MaxFileSize 100M
MaxScanSize 200M

The other machines have swap, this one has none ("swapents" is 0 for all but mysqld, and there \
is 4 MB in all). So they just get slow for some minutes. I would give this one 4 GB:

fallocate -l 4G /swapfile && chmod 600 /swapfile && mkswap /swapfile && swapon /swapfile
echo '/swapfile none swap sw 0 0' >> /etc/fstab
sysctl -w vm.swappiness=10

{agent}`,
      ],
      ["customer", "Timer replaced, swap added. Let us wait for two nights before you close this."],
      ["staff", "Sure, set aside until Thursday.\n\n{agent}"],
      ["customer", "Night one: nothing killed. Memory at 02:30 went from 58 to 71 %."],
      [
        "customer",
        `Night two: the same. For the record, here is how the graph looks now:

02:20  ██████████░░░░░░  58 %
02:30  ███████████░░░░░  71 %
02:40  ██████████░░░░░░  60 %

Thank you very much for your patience. I learnt something.`,
      ],
      ["staff", "The pleasure was mine. Closing; reopen it whenever it comes back.\n\n{agent}"],
    ],
    file: {
      name: "kern.log",
      text: `[1210442.118210] php-fpm8.3 invoked oom-killer: \
gfp_mask=0x140cca(GFP_HIGHUSER_MOVABLE|__GFP_COMP), order=0, oom_score_adj=0
[1210442.118790] [    811]   112   811   812031   301422  3104768     1021             0 mysqld
[1210442.118801] [ 914388]     0 914388  2211045  1210933 10092544        0             0 clamscan
[1210442.118911] Out of memory: Killed process 914402 (php-fpm8.3) total-vm:472884kB, anon-rss:118220kB
`,
    },
  },
  {
    department: "general-web-hosting",
    service: "hosting",
    subjects: [
      "Migration of {domain} to the new platform",
      "Move of {domain}: plan and open questions",
    ],
    opening: `Hi HostUp team,

we want to move {domain} from the old platform (cPanel) to the new one. Please check our plan:

| step | who | when |
|------|-----|------|
| lower TTLs to 300 | we | Monday |
| copy files and databases | you | Wednesday night |
| test by hosts file | we | Thursday |
| switch DNS | we | Friday 06:00 |
| old account off | you | two weeks later |

Open questions: (a) does the new platform keep our 14 cron jobs, (b) is Redis available, (c) \
what happens with mail during the switch, (d) do the IPv6 addresses change?

Best, {customer}`,
    turns: [
      [
        "staff",
        `Hi {customer},

The plan is good. Answers:

(a) yes, they are copied but stay off until you turn them on, so that nothing runs twice,
(b) yes, one instance per account, socket ~/.redis/redis.sock, 256 MB,
(c) mail is not touched: it lives on other servers than the web,
(d) yes, the new ones are in the panel from Wednesday on.

One change: could the copy start on Wednesday at 23:00? Before that the backups run.

{agent}`,
      ],
      [
        "customer",
        "23:00 is fine. The charset of one database is latin1 (legacy), please do not " +
          'convert it: "Västerås" became "VÃ¤sterÃ¥s" last time.',
      ],
      [
        "staff",
        "Noted: --default-character-set=binary for legacy_orders, so not a byte will " +
          "change.\n\n{agent}",
      ],
      ["automation", "Migration job 5521: started."],
      [
        "automation",
        "Migration job 5521: finished. 212,408 files, 38.1 GB, 3 databases, 14 cron jobs " +
          "(disabled). 0 errors.",
      ],
      [
        "customer",
        'Tested on Thursday: all fine except for the image resizing, "imagick not loaded".',
      ],
      ["staff", "Loaded for PHP 8.3 on the account. Please try again.\n\n{agent}"],
      ["customer", "Works. DNS is switched, cron jobs are on. Västerås is still Västerås!"],
      ["staff", "Wonderful. The old account is kept, read-only, for two weeks.\n\n{agent}"],
    ],
    file: { name: "plan.png" },
  },
];
