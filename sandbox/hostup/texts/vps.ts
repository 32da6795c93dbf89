import type { HostupScenario } from "./scenario";

export const vpsScenarios: readonly HostupScenario[] = [
  {
    department: "vps",
    service: "vps",
    subjects: [
      "{vps} is not reachable from the internet",
      "VPS {vps} down",
      "{vps}: no ping, no SSH",
    ],
    opening:
      "My VPS {vps} ({ip}) is not reachable from the internet since {time}. No ping, " +
      "no SSH, the console in the panel shows the login prompt. Traceroute ends at " +
      "your edge:\n\n 7  be2.cr1.sto.example (192.0.2.1)  9.412 ms\n 8  * * *\n 9  * * " +
      "*",
    turns: [
      [
        "staff",
        `Hello {customer},

The machine is running and has its address; its firewall drops everything. From the console:

# nft list ruleset | head
table inet filter {
  chain input { type filter hook input priority 0; policy drop;
    ct state established,related accept
  }
}

Somebody loaded a set of rules without the accept lines. Shall I open port 22 for you, or do \
you want to do it from the console?

{agent}`,
      ],
      [
        "customer",
        "Oh no, that was our ansible run. Fixed from the console, thank you for finding " +
          "it so fast.",
      ],
      [
        "staff",
        'Good to hear. A tip: "nft -f rules && sleep 60 && nft flush ruleset" in a ' +
          "screen session saves you next time.\n\n{agent}",
      ],
    ],
  },
  {
    department: "vps",
    service: "vps",
    subjects: ["Disk full on {vps}", "{vps}: / at 100 %", "How to enlarge the disk of {vps}?"],
    opening: `Postgres stopped on {vps} with "could not write to file: No space left on device". 

root@{vps}:~# df -h /
Filesystem      Size  Used Avail Use% Mounted on
/dev/vda1        79G   79G     0 100% /
root@{vps}:~# journalctl --disk-usage
Archived and active journals take up 4.0G in the file system.

We need 40 GB more. Is that possible without a new machine, and how long is it down?`,
    turns: [
      [
        "staff",
        `Hi {customer},

Yes. The disk was enlarged to 120 GB just now, without a restart. On the machine:

growpart /dev/vda 1
resize2fs /dev/vda1

To get going at once: "journalctl --vacuum-size=200M" frees 3.8 GB.

The difference in price is on the next invoice, counted by the day.

{agent}`,
      ],
      [
        "customer",
        `Worked:

/dev/vda1       118G   75G   38G  67% /

Postgres is up, no data lost. Thanks!`,
      ],
    ],
    file: {
      name: "postgresql-16-main.log",
      text: `2026-02-03 04:11:52.301 UTC [812] LOG:  checkpoint starting: time
2026-02-03 04:12:07.118 UTC [812] PANIC:  could not write to file "pg_wal/xlogtemp.812": No \
space left on device
2026-02-03 04:12:07.402 UTC [801] LOG:  checkpointer process (PID 812) was terminated by signal 6: Aborted
2026-02-03 04:12:07.402 UTC [801] LOG:  terminating any other active server processes
2026-02-03 04:12:07.530 UTC [801] LOG:  database system is shut down
`,
    },
  },
  {
    department: "vps",
    service: "vps",
    subjects: ["Packet loss to {vps} in the evening", "High latency {vps} \u2192 Helsinki"],
    opening: `Every evening between 20 and 23 we see 3 to 8 % packet loss to {vps}. mtr from our office (100 packets):

                              Loss%   Snt   Last   Avg  Best  Wrst StDev
  1. gw.office                  0.0%   100    0.4   0.5   0.3   1.1   0.1
  4. ae5.hel2.carrier.example   0.0%   100    8.9   9.2   8.7  14.0   0.8
  5. ae1.sto1.carrier.example   6.0%   100   31.2  29.8  17.1  61.9  11.4
  6. edge1.hostup.example       7.0%   100   33.0  30.1  17.4  63.2  11.9
  7. {ip}                       7.0%   100   32.8  30.4  17.5  62.7  12.0

Is that known?`,
    turns: [
      [
        "staff",
        `Hello,

Thank you for the complete report. The loss begins at hop 5, on the link between the carrier's \
Helsinki and Stockholm sites, which is full in the evening. We have opened a case with them \
and, since {time}, prefer another path for your network.

Could you run the same tonight?

{agent}`,
      ],
      ["customer", "0.0 % tonight, average 12 ms. Is that permanent?"],
      [
        "staff",
        "Until the carrier has upgraded the link (planned for next month). Then we look " +
          "at both paths and keep the better one.\n\n{agent}",
      ],
    ],
    file: { name: "mtr-evening.png" },
  },
  {
    department: "vps",
    service: "vps",
    subjects: ["Kernel panic after update on {vps}", "{vps} does not boot after apt upgrade"],
    opening: `After "apt full-upgrade" and a reboot {vps} hangs with

Kernel panic - not syncing: VFS: Unable to mount root fs on unknown-block(0,0)

I can see it in the console but have no idea how to go back to the old kernel. It is our production machine!`,
    turns: [
      [
        "staff",
        `Hi,

/boot was full, so the initramfs of the new kernel was never written. I started the machine \
with 6.8.0-51 from the boot menu: it is up since {time}. Please run

apt autoremove --purge
update-initramfs -c -k all && update-grub

and tell me when I may try a reboot with you.

{agent}`,
      ],
      ["customer", "Done, both without errors. You can reboot at any time from now on."],
      [
        "staff",
        "Rebooted, came up with the new kernel in 21 seconds. All services that were " +
          "enabled are running.\n\n{agent}",
      ],
      ["customer", "Excellent. We will watch /boot in the monitoring from now on."],
    ],
  },
  {
    department: "vps",
    service: "vps",
    subjects: ["Reverse DNS for {ip}", "PTR record for {vps}", "IPv6 PTR for {vps}"],
    opening:
      "Please set the PTR of {ip} to mail.{domain}. The forward record exists already. " +
      "And could we get a /64 with delegated reverse for IPv6?",
    turns: [
      [
        "staff",
        "Hello {customer},\n\nPTR is set. The /64 is 2001:db8:51:7a::/64; reverse is " +
          "delegated to ns1.{domain} and ns2.{domain} as soon as they answer for the zone " +
          "a.7.0.0.1.5.0.0.8.b.d.0.1.0.0.2.ip6.arpa.\n\n{agent}",
      ],
      ["customer", "They answer now."],
      ["staff", 'Delegated. "dig -x 2001:db8:51:7a::25 +trace" ends at your servers.\n\n{agent}'],
    ],
  },
  {
    department: "vps",
    service: "vps",
    subjects: ["Snapshot of {vps} stuck at 0 %", "Backup of {vps} failing for three nights"],
    opening:
      'The nightly backup of {vps} failed three times: "Backup job failed: snapshot ' +
      'timeout (qemu guest agent not responding)". A manual snapshot stays at 0 %. The ' +
      "guest agent is installed.",
    turns: [
      [
        "staff",
        "Hi,\n\nthe agent answers, but its fsfreeze hook runs a script of your MySQL " +
          "(/etc/qemu/fsfreeze-hook.d/mysql) that waits for a lock and never returns. " +
          "Either give it a time limit (timeout 20) or remove it; InnoDB recovers from a " +
          "crash-consistent copy by itself.\n\n{agent}",
      ],
      ["customer", "Removed the hook. Can you start a backup now?"],
      ["staff", "Started at {time}, finished after 4 minutes, 31 GB.\n\n{agent}"],
    ],
  },
  {
    department: "vps",
    service: "vps",
    subjects: ["Firewall rule for office network", "Open port 5432 for one address on {vps}"],
    opening:
      "Could you open TCP 5432 on {vps} in your network firewall, for 203.0.113.40 " +
      "only? We do not find the setting since the new panel.",
    turns: [
      [
        "staff",
        "Hello,\n\nopened for 203.0.113.40/32. In the new panel it is under Network > " +
          "Firewall > Inbound; the old menu entry was removed last week.\n\n{agent}",
      ],
    ],
  },
];
