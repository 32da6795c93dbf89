import type { TimelineScenario } from "../scenario";

export const englishHostup: readonly TimelineScenario[] = [
  {
    key: "en-redis-latency",
    language: "en",
    category: "vps",
    service: "vps",
    priorities: ["medium", "high"],
    subjects: ["Redis latency spikes on {vps}", "{vps}: Redis blocks for seconds"],
    opening: `Hi,

every few minutes Redis on {vps} stops answering for {s=2..6} to {t=7..9} seconds. The slow log shows nothing unusual.

{pid=700..2900}:M * 10000 changes in 60 seconds. Saving...
{pid}:M * Background saving started by pid {child=3000..31000}
{pid}:M # Asynchronous AOF fsync is taking too long (disk is busy?). Writing the AOF buffer without waiting for fsync to complete, this may slow down Redis.

Is the disk of the host busy?

{sign}`,
    files: [{ name: "latency.png", graph: "Latency {vps}", shape: "sawtooth" }],
    steps: [
      [
        "agent",
        `Hello {customer},

The host's disks are at 6 %. What stalls is fork(): with {gb=6..11} GB in Redis and transparent huge pages on, copying page tables and then huge pages during the save takes that long.

cat /sys/kernel/mm/transparent_hugepage/enabled
[always] madvise never

Set it to madvise (and make it permanent by a small systemd unit or tmpfiles.d), and while you are there:

vm.overcommit_memory = 1

{sign}`,
      ],
      [
        "customer",
        "Set both. latest_fork_usec went from {f=2100..5900}412 to {g=90..240}118. No stall in the last hour.",
      ],
      [
        "agent",
        "That is the expected order of magnitude. If you do not need both RDB and AOF, turning off `save` will remove the rest.",
      ],
      ["customer", "We keep RDB for the nightly copy only. Thanks, please close."],
      ["status", "closed", { wait: 45 }],
    ],
  },
  {
    key: "en-cert-renewal-night",
    language: "en",
    category: "general-web-hosting",
    service: "hosting",
    night: true,
    priorities: ["urgent", "high"],
    subjects: ["{domain}: expired certificate", "TLS error on {domain} since midnight"],
    opening: `All clients of {domain} fail since 00:00 UTC:

* SSL certificate problem: certificate has expired
* Closing connection
curl: (60) SSL certificate problem: certificate has expired

notAfter is today. The panel shows a valid certificate until next quarter, so it was renewed but is not served.

{sign}`,
    steps: [
      ["status", "in_progress", { wait: 2 }],
      [
        "agent",
        "Good observation. One of the two web servers did not reload after the renewal; it still has the old file in memory. Reloaded {clock}. Can you test a few times, so that both are hit?\n\n{sign}",
      ],
      [
        "customer",
        "20 of 20 fine.\n\n$ for i in $(seq 20); do curl -sv https://{domain}/ 2>&1 | grep 'expire date'; done | sort | uniq -c\n     20 *  expire date: 90 days from now, same for all",
      ],
      [
        "agent2",
        "Morning shift here. The reload hook failed because a syntax error in another customer's include made nginx -t refuse. We now alert when a server serves a certificate that is older than the one on disk.\n\n{sign}",
        { wait: 330 },
      ],
      ["customer", "That is the right fix. Thank you both."],
    ],
    duplicate: {
      subject: "App cannot connect to our API",
      opening:
        'Our mobile app shows "secure connection failed" for {domain} on all phones. Is something wrong with the certificate?\n\n{sign}',
      answer:
        "Hello {customer}, {colleague} reported it in #{other} and it is solved. I close this one in favour of that.\n\n{sign}",
    },
  },
  {
    key: "en-sftp-user",
    language: "en",
    category: "general-web-hosting",
    service: "hosting",
    priorities: ["low"],
    subjects: ["SFTP access for an agency on {hosting}", "Restricted user for one folder"],
    opening:
      "Hello,\n\nan agency will work on one folder of {hosting} (public_html/campaign). Can they have an SFTP user that sees nothing else, valid for two months?\n\n{sign}",
    steps: [
      [
        "agent",
        "Hello {customer},\n\nYes: Files > Access users > New, choose the folder and an expiry date. Key or password, both work. They are locked into the folder by chroot, so absolute links in their tools must start there.\n\n{sign}",
      ],
      [
        "customer",
        'Created. They get "Couldn\'t canonicalize: No such file or directory", though.',
      ],
      [
        "agent",
        "Their client is set to start in /public_html/campaign, which does not exist from inside; it should be /.",
      ],
      [
        "customer",
        "That was it. For your records, the agency's first password, which they will change: Kestrel-{pw=1000..9999}-Lamp",
        { encrypted: true },
      ],
      ["agent", "Thanks, noted, although we never need it. I suggest a key for the next one."],
    ],
  },
  {
    key: "en-rdns",
    language: "en",
    category: "vps",
    service: "vps",
    priorities: ["low", "medium"],
    subjects: ["Reverse DNS for {ip}", "PTR record of {vps}, IPv4 and IPv6"],
    opening: `Hi,

please set the PTR of {ip} and {ipv6} to mail.{mail}. Forward records exist:

$ dig +short mail.{mail} A AAAA
{ip}
{ipv6}

<<Some receivers reject our mail because of the generic name.|The generic name costs us points with some receivers.>>

{sign}`,
    steps: [
      [
        "agent",
        "Both are set, the change is visible within minutes. You can do this yourselves under Network > Reverse DNS; the panel checks that the forward record matches.\n\n{sign}",
      ],
      ["customer", "$ dig +short -x {ip}\nmail.{mail}.\n\nPerfect, thanks."],
    ],
  },
  {
    key: "en-docker-mtu",
    language: "en",
    category: "vps",
    service: "vps",
    priorities: ["medium"],
    subjects: [
      "TLS handshakes hang from containers on {vps}",
      "Docker networking problem on {vps}",
    ],
    opening: `Hello,

since we moved {vps} into the private network, HTTPS from inside containers hangs after "Client hello"; from the host itself it works.

$ docker run --rm curl-image curl -v https://api.{mail}/
*   Trying 198.51.100.{h=10..200}:443...
* Connected to api.{mail} port 443
* TLSv1.3 (OUT), TLS handshake, Client hello (1):
(hangs)

Small plain HTTP answers are fine.

{sign}`,
    steps: [
      [
        "agent",
        'That has the smell of MTU. The private network has 1450, Docker\'s bridge defaults to 1500, and somewhere ICMP "fragmentation needed" is dropped. Could you show `ip link` and try\n\nping -M do -s 1422 198.51.100.{h}\nping -M do -s 1472 198.51.100.{h}\n\n{sign}',
      ],
      ["customer", '1422 works, 1472: "message too long, mtu=1450". docker0 has 1500.'],
      [
        "agent",
        'Then in /etc/docker/daemon.json\n\n{\n  "mtu": 1450\n}\n\nand for compose networks\n\nnetworks:\n  default:\n    driver_opts:\n      com.docker.network.driver.mtu: 1450\n\nExisting networks keep the old value, so recreate them.',
      ],
      [
        "colleague",
        "Recreated all networks with the new value, everything connects. {customer} is out today, so closing from my side.",
      ],
      ["status", "closed", { wait: 90 }],
    ],
    followUp: {
      subjects: ["MTU again after reboot of {vps} (was #{earlier})"],
      opening:
        "Hello,\n\nin {earlier} we set the MTU of Docker's networks. After yesterday's kernel update the hang is back for one of the stacks only. What did we miss?\n\n{sign}",
      steps: [
        [
          "agent",
          "Hello, compose reads driver_opts only when it creates the network, and that stack declares its network as external. Remove and create it by hand:\n\ndocker network create -o com.docker.network.driver.mtu=1450 shared\n\n{sign}",
        ],
        ["customer", "External indeed. Works, thank you."],
      ],
    },
  },
  {
    key: "en-backup-window",
    language: "en",
    category: "vps",
    service: "vps",
    priorities: ["low", "medium"],
    subjects: ["Can the backup of {vps} run at another time?", "Backup window of {vps}"],
    opening:
      "Hi,\n\nthe snapshot of {vps} is taken at about {time} UTC and freezes the file system for {s=4..11} s, right when our settlement job runs. Can it be moved to after 04:30?\n\n{sign}",
    steps: [
      [
        "agent",
        "Moved to 04:45 UTC. The freeze is long because fsfreeze waits for dirty pages; with vm.dirty_bytes = 268435456 it will be below a second.\n\n{sign}",
      ],
      ["customer", "0.4 s last night. Lovely, thanks."],
    ],
  },
];
