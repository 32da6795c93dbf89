import type { HostupScenario } from "./scenario";

export const domainScenarios: readonly HostupScenario[] = [
  {
    department: "domain-names",
    service: "domain",
    subjects: [
      "DNS changes for {domain} are not visible",
      "{domain} still resolves to the old address",
      "A record not updating: {domain}",
    ],
    opening: `Hi,

we changed the A record of {domain} yesterday afternoon, but from our office it still resolves \
to the old server:

$ dig +short {domain} @1.1.1.1
198.51.100.23
$ dig +short {domain} @ns1.hostup.se
{ip}

The TTL was 300 before the change. Is something cached on your side?

Kind regards
{customer}`,
    turns: [
      [
        "staff",
        `Hello {customer},

Our name servers answer with the new address, as your second query shows. The public resolver \
you asked still holds a record with the previous TTL of 86400: the TTL was lowered at the same \
time as the address, so the old value has to run out first.

It should be gone by tomorrow at {time} at the latest. You can see the remaining seconds in the \
second column of "dig {domain} @1.1.1.1".

Best regards
{agent}, HostUp`,
      ],
      [
        "customer",
        "Ah, so lowering the TTL has to come a day before. That explains it. Can we " +
          "purge it at 1.1.1.1 ourselves?",
      ],
      [
        "staff",
        `Yes: Cloudflare has a public purge form at https://one.one.one.one/purge-cache/ and \
Google has the same for 8.8.8.8. Other resolvers have to wait.

/{agent}`,
      ],
      ["customer", "Purged, works. Thanks, you can close this one."],
    ],
  },
  {
    department: "domain-names",
    service: "domain",
    subjects: [
      "Transfer of {domain} stuck since Friday",
      "Domain transfer {domain}: auth code refused",
    ],
    opening: `We started the transfer of {domain} to you on Friday. The order says "waiting for \
the losing registrar". We entered the auth code from the old registrar's panel, and it was \
refused the first time with

  Invalid authorization information (2202)

A new code was accepted, but nothing has happened since. Our web shop runs on this domain, so \
please tell us before anything is switched.`,
    turns: [
      [
        "automation",
        "Your request was received and placed in the queue for domain names. Current " +
          "waiting time is about 2 hours.",
      ],
      [
        "staff",
        `Hi {customer},

The registry shows the transfer as pending; the losing registrar has five days to answer, and \
nothing needs to be done by you. Name servers are not changed by a transfer, so the shop keeps \
working exactly as before.

If it is urgent, the owner can approve the transfer by the link that the old registrar has sent \
to the address in WHOIS.

{agent}`,
      ],
      [
        "customer",
        "The mail went to an address of somebody who left last year... we can read that " +
          "mailbox now. Approved!",
      ],
      [
        "staff",
        "The transfer of {domain} was completed at {time}. DNS was left as it was. " +
          "Welcome over.\n\n{agent}",
      ],
    ],
  },
  {
    department: "domain-names",
    service: "domain",
    subjects: ["DNSSEC: {domain} SERVFAIL after changing name servers", "SERVFAIL for {domain}"],
    opening: `Since this morning {domain} gives SERVFAIL on resolvers that validate. We moved \
the zone to your name servers last night. Output of delv:

;; validating {domain}/DNSKEY: no valid signature found (DS)
;; no valid RRSIG resolving '{domain}/DNSKEY/IN': 198.51.100.53#53
;; broken trust chain resolving '{domain}/A/IN': 198.51.100.53#53
; unsigned or bogus answer: resolution failed

I think the DS record of the old provider is still at the registry. Could you remove it as fast as possible?`,
    turns: [
      [
        "staff",
        `Hello,

You are right: the parent zone still has a DS with key tag 2371, which our keys do not match. I \
have removed it at the registry at {time}. The parent's TTL is one hour, so validating \
resolvers recover within that time.

Once that has passed I will sign the zone with our keys and publish the new DS. Do you want \
that, or shall it stay unsigned for now?

Kind regards
{agent}`,
      ],
      [
        "customer",
        "Works again, thank you for the quick help. Yes please, sign it, but after 22:00.",
      ],
      [
        "staff",
        'Signed and published. "delv {domain}" now answers "fully validated". Closing ' +
          "this; reply if anything looks odd.\n\n{agent}",
      ],
    ],
  },
  {
    department: "domain-names",
    service: "domain",
    subjects: ["Question about renewing {domain}", "Auto-renewal of {domain}"],
    opening:
      "Hello, {domain} is set to auto-renew, but the renewal date in the panel is " +
      "different from the date in WHOIS. Which one is true, and when is the card " +
      "charged?",
    turns: [
      [
        "staff",
        `Hi {customer},

WHOIS shows the registry's date. We renew 14 days ahead of it so that a failing card never \
costs anybody a domain; the panel shows our date. The card is charged on the earlier one.

/{agent}`,
      ],
      ["customer", "Clear, thanks!"],
    ],
  },
  {
    department: "domain-names",
    service: "domain",
    subjects: ["CAA record blocks certificate for {domain}", "Let\u2019s Encrypt refuses {domain}"],
    opening: `Certificate renewal for www.{domain} fails. The log says:

[{time}] acme: error: 403 :: urn:ietf:params:acme:error:caa :: CAA record for {domain} prevents issuance

We never added a CAA record ourselves. Where does it come from?`,
    turns: [
      [
        "staff",
        `Hello {customer},

The zone was imported from a file in January, and that file had

{domain}. 3600 IN CAA 0 issue "digicert.com"

in it. I have not touched it, since it may be on purpose. To allow both, add

{domain}. 3600 IN CAA 0 issue "letsencrypt.org"

in the DNS editor.

{agent}, HostUp`,
      ],
      ["customer", "Added it. The certificate was issued a minute later. \u{1F44D}"],
    ],
    file: {
      name: "certbot.log",
      text: `2026-01-12 03:10:04,118:DEBUG:certbot._internal.main:certbot version: 2.9.0
2026-01-12 03:10:05,902:DEBUG:acme.client:Received response: HTTP 200
2026-01-12 03:10:07,441:DEBUG:certbot._internal.error_handler:Calling registered functions
2026-01-12 03:10:07,443:ERROR:certbot._internal.auth_handler: CAA record prevents issuance
2026-01-12 03:10:07,444:INFO:certbot._internal.auth_handler:Cleaning up challenges
`,
    },
  },
];
