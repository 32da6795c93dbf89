import type { TimelineScenario } from "../scenario";

const common = { language: "en", service: "project" } as const;

export const upsunAccount: readonly TimelineScenario[] = [
  {
    ...common,
    key: "up-domain",
    category: "configuration_change",
    priorities: ["normal", "high"],
    subjects: ["Certificate for a new domain stays pending", "Domain added to {title}, TLS fails"],
    opening:
      "We added www.{mail} and {mail} to main. The CNAME for www is right, but the certificate for the bare domain fails:\n\nW: Failed to provision certificates for {mail}:\n   urn:ietf:params:acme:error:unauthorized: Invalid response from http://{mail}/.well-known/acme-challenge/: 404\n\n$ dig +short {mail} A\n203.0.113.{h=10..99}\n$ dig +short {mail} AAAA\n2001:db8:71::{g=10..99}\n\n{sign}",
    steps: [
      [
        "agent",
        "Hello {customer},\n\nthe A record is ours, the AAAA record is not; it still points to your old host. Validation prefers IPv6. Remove the AAAA record or point it to the region, then redeploy.\n\n{sign}",
      ],
      ["customer", "Forgotten AAAA removed, certificate issued with the redeploy. Thanks."],
    ],
  },
  {
    ...common,
    key: "up-access",
    category: "access",
    priorities: ["normal", "low"],
    subjects: ["Contractor cannot push to {branch}", "SSH access for a new team member"],
    opening:
      'A contractor is "contributor" on development environments of {title} and gets\n\ncontractor@ssh.{region}.platform.example: Permission denied (publickey).\n\nwhen pushing to {branch}. The key is in the account. What else is needed?\n\n{sign}',
    steps: [
      [
        "agent",
        'Hello, {branch} is of type "staging" (upsun environment:info type), and access is granted per type. Add it:\n\nupsun user:update -p {project} contractor@{mail} -r staging:contributor\n\nAfter a change of roles the environment has to be redeployed before SSH picks it up.\n\n{sign}',
      ],
      ["customer", "It was the missing redeploy on top of it. Works."],
    ],
  },
  {
    ...common,
    key: "up-invoice",
    category: "billing_question",
    priorities: ["low", "normal"],
    subjects: [
      "Last month's invoice is {p=18..60} % higher",
      "Question about resources on the invoice",
    ],
    opening:
      'The invoice for {title} went up by {p=18..60} % although we changed nothing. The line "development environments" is the difference. Can you tell which ones?\n\n{sign}',
    files: [
      {
        name: "invoice.pdf",
        document: "Invoice, extract",
        lines: [
          "{org}",
          "",
          "Production environment       1",
          "Development environments   {n=11..29}",
          "Storage                           40 GB",
          "Questions: ops@{mail}",
        ],
      },
    ],
    steps: [
      [
        "agent",
        'Hello {customer}, of {n} development environments {m=6..10} had no push in over 30 days; they were created by the integration for merge requests and stayed after the merge. Turn on "prune branches" in the integration, and pause what you want to keep:\n\nupsun environment:list --type development\nupsun environment:pause -e NAME\n\n{sign}',
      ],
      ["customer", "Pruned down to four. I did not know about pausing. Thanks for the clear list."],
    ],
  },
  {
    ...common,
    key: "up-compliance",
    category: "compliance_question",
    priorities: ["normal"],
    subjects: ["Where are backups of {title} stored?", "Questionnaire from our auditor"],
    opening:
      "Our auditor asks about {title}:\n\n1. In which country is the data stored, and in which one are backups?\n2. Encryption at rest?\n3. For how long are access logs kept?\n4. Which of your people can read our data, and is it logged?\n\nA document that we can hand on would be best.\n\n{sign}",
    steps: [
      [
        "agent",
        "Hello {customer},\n\n1. Same region for both; nothing leaves it.\n2. Yes, AES-256 for disks and backups.\n3. Router logs for 30 days; inside your containers, whatever you keep.\n4. Support on call, with a second person's approval, and each access is logged.\n\nThe document is attached. For the signed version I am passing you on to our compliance team.\n\n{sign}",
        {
          files: [
            {
              name: "data-handling.pdf",
              document: "Data handling, region {region}",
              lines: [
                "Storage and backups: region {region} only",
                "Encryption at rest: AES-256",
                "Router logs: 30 days",
                "Access of staff: approved by a second person, logged",
              ],
            },
          ],
        },
      ],
      ["status", "hold", { wait: 30 }],
      [
        "agent2",
        "The signed version is ready and was sent to your address by the compliance team.\n\n{sign}",
        { wait: 4000 },
      ],
      ["customer", "Received, and the auditor is happy."],
    ],
  },
  {
    ...common,
    key: "up-gui",
    category: "report_a_gui_bug",
    priorities: ["low"],
    subjects: ["Console: log view jumps to the top", "Environment list in the console stays empty"],
    opening:
      "In the console the log of a running activity jumps to the top with each new line (<<Firefox|Chrome|Safari>>, current version). A long build is impossible to read that way. It started this week.\n\n{sign}",
    files: [
      {
        name: "console.png",
        window: "Console - activity log",
        lines: [
          "Building application 'app'",
          "Installing dependencies",
          "  + npm ci",
          "  added 1204 packages in 31s",
          "! (view jumps to line 1 here)",
        ],
      },
    ],
    steps: [
      [
        "agent",
        "Thank you, reproduced in two browsers and passed on to the console team. `upsun activity:log` follows well in the meantime.\n\n{sign}",
      ],
      ["status", "hold", { wait: 20 }],
      ["agent", "The fix went live today. Could you check?", { wait: 6000 }],
      ["customer", "Fixed, thanks."],
    ],
  },
  {
    ...common,
    key: "up-region-move",
    category: "configuration_change",
    priorities: ["low", "normal"],
    subjects: ["Moving {title} to another region", "Region change of {title}: steps?"],
    opening:
      "We are considering moving {title} from {region} to a region nearer to most visitors. Is there a supported way, and how long would the site be down? Database {g=4..40} GB, files {f=10..90} GB.\n\n{sign}",
    steps: [
      [
        "agent",
        "Hello {customer},\n\na region is fixed for a project, so it is a new project and a copy: create it, push the code, `upsun db:dump` and `upsun mount:download`, load both, then DNS. With your sizes about an hour of read-only. Old and new can exist side by side for as long as you need.\n\n{sign}",
      ],
      ["customer", "Thanks. We will try it with a copy first."],
    ],
  },
  {
    ...common,
    key: "up-mfa",
    category: "access",
    priorities: ["high", "normal"],
    subjects: [
      "API token refused after MFA was enforced",
      "CI cannot deploy: step-up authentication",
    ],
    opening:
      'Since MFA was enforced for our organization, our CI token gets\n\nHTTP 401\nWWW-Authenticate: Bearer error="insufficient_user_authentication"\n\nDo we need a token per person now?\n\n{sign}',
    steps: [
      [
        "agent",
        "Hello, no. The token belongs to a user who had not signed in with MFA when it was made. Sign in as that user with MFA and create a new token; old ones are not upgraded. A machine user with its own second factor is the cleanest.\n\n{sign}",
      ],
      ["customer", "Machine user created, CI is green again."],
    ],
  },
];
