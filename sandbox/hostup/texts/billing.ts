import type { HostupScenario } from "./scenario";

export const billingScenarios: readonly HostupScenario[] = [
  {
    department: "billing",
    service: null,
    subjects: [
      "Invoice charged twice",
      "Double charge in March",
      "Question about invoice 2026-10442",
    ],
    opening:
      "Hello, our card was charged twice for the same invoice (SEK 1 490.00, both on " +
      "the 3rd). One of them should be paid back. Bank statement on request.",
    turns: [
      [
        "staff",
        "Hi {customer},\n\nthe first attempt timed out at the payment provider and was " +
          "reported to us as failed, so it was tried again. Both went through. SEK 1 " +
          "490.00 was sent back today; banks need 3 to 5 working days.\n\nSorry for " +
          "that,\n{agent}, Billing",
      ],
      ["customer", "Arrived today. Thanks."],
    ],
  },
  {
    department: "billing",
    service: "vps",
    subjects: [
      "Upgrade {vps}: what will it cost?",
      "Change plan of {vps}",
      "Downgrade {vps} at the end of the month",
    ],
    opening:
      "We would like to move {vps} from {plan} to the next size. What does it cost " +
      "when the current period is already paid, and is there downtime?",
    turns: [
      [
        "staff",
        "Hello {customer},\n\nyou pay the difference for the days that are left, from " +
          "the moment of the change. A restart of about a minute is needed for the new " +
          "memory; you choose the time in the panel.\n\n{agent}",
      ],
      ["customer", "Good. We will do it on Sunday night."],
    ],
  },
  {
    department: "billing",
    service: null,
    subjects: [
      "VAT number missing on invoices",
      "Change of billing address",
      "Invoices by e-mail to accounting",
    ],
    opening:
      "Please put our VAT number SE556677889901 on the invoices, from this month on, " +
      "and send them to invoices@{domain} as PDF. If last month\u2019s could be issued " +
      "anew, even better.",
    turns: [
      [
        "staff",
        "Hi,\n\nthe VAT number and the address are saved. Last month\u2019s invoice was " +
          "credited and issued anew with the same sum; both are in the panel under " +
          "Invoices.\n\n{agent}",
      ],
    ],
  },
  {
    department: "sales",
    service: null,
    subjects: [
      "Offer for a dedicated cluster",
      "Colocation of two servers?",
      "Discount for a three-year term",
    ],
    opening: `Hello,

we are planning to move our staging and production (currently 6 VPS, about 40 vCPU and 160 GB \
RAM) to machines of our own. Do you have an offer for

- 3 servers with 32 cores, 256 GB RAM, 2 x 3.84 TB NVMe each
- a private network of 10 Gbit/s
- backups in a second site

over 36 months? We would need a data processing agreement as well.

{customer}`,
    turns: [
      [
        "staff",
        "Hello {customer},\n\nthank you for the clear list. I will come back with an " +
          "offer by Thursday. One question: does the second site have to be in " +
          "Sweden?\n\n{agent}, Sales",
      ],
      ["customer", "In the EU is enough."],
      [
        "staff",
        "The offer is in your panel under Documents, valid until the end of the month. " +
          "The agreement is the second file.\n\n{agent}, Sales",
      ],
    ],
  },
];
