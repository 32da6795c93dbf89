import type { HostupScenario } from "./scenario";

export const mailScenarios: readonly HostupScenario[] = [
  {
    department: "email",
    service: "domain",
    subjects: [
      "Mail from {domain} lands in spam at Gmail",
      "Outgoing mail from {domain} classified as spam",
      "SPF/DKIM for {domain}",
    ],
    opening: `Hello,

our order confirmations from {domain} end up in the spam folder at Gmail since last week. \
Headers of one of them:

Authentication-Results: mx.google.com;
       dkim=neutral (no signature) header.i=@{domain};
       spf=softfail (google.com: domain of transitioning order@{domain} does not designate {ip} \
as permitted sender) smtp.mailfrom=order@{domain};
       dmarc=fail (p=NONE sp=NONE dis=NONE) header.from={domain}

The shop sends over its own server ({ip}). What do we have to add?

{customer}`,
    turns: [
      [
        "staff",
        `Hi {customer},

Two things are missing:

1. SPF: the server's address is not in the record. It should read
   "v=spf1 ip4:{ip} include:spf.hostup.se -all"
2. DKIM: the mail is not signed. Under E-mail > Authentication there is a button "Create key"; \
the TXT record is published for you when the zone is with us.

After that, raise DMARC to p=quarantine once the reports look clean.

Best regards
{agent}`,
      ],
      [
        "customer",
        "SPF is changed. For DKIM: the shop does not use your SMTP server. Can it sign " +
          "with the same key?",
      ],
      [
        "staff",
        `It can, but I would rather give it a selector of its own, so that either can be \
replaced alone. Create a second key, download the private half and point opendkim at it:

KeyTable     shop._domainkey.{domain} {domain}:shop:/etc/opendkim/keys/shop.private
SigningTable *@{domain} shop._domainkey.{domain}

{agent}`,
      ],
      ["customer", "Done, and mail-tester gives 10/10. Thank you!"],
    ],
  },
  {
    department: "email",
    service: "hosting",
    subjects: [
      "Cannot send mail: 454 TLS not available",
      "Outlook cannot send since this morning",
      "SMTP authentication fails",
    ],
    opening: `Good morning,

three of our computers cannot send mail since about 08:15. Outlook says 0x800CCC0F, Thunderbird \
is more talkative:

  Sending of the message failed. An error occurred while sending mail. The mail server \
responded: 535 5.7.8 Error: authentication failed.

Receiving works, webmail works. No password was changed.`,
    turns: [
      [
        "staff",
        `Hello {customer},

Our log shows sign-ins from your office address with the user name without the domain part \
("info" and not "info@{domain}"). That was tolerated by the old mail server and is refused \
since tonight's maintenance, which we should have announced more clearly.

Please set the whole address as the user name for outgoing mail too.

Sorry for the bother,
{agent}`,
      ],
      [
        "customer",
        'That was it for two of the machines. The third one now says "too many failed logins".',
      ],
      [
        "staff",
        "The office address was blocked for an hour by the failed attempts. I have " +
          "lifted the block at {time}; please try again.\n\n{agent}",
      ],
      ["customer", "All three send again."],
    ],
  },
  {
    department: "email",
    service: "domain",
    subjects: ["Mailbox full although we deleted mail", "Quota of info@{domain} does not go down"],
    opening:
      "The mailbox info@{domain} shows 9.8 of 10 GB used. We deleted about 6 GB in " +
      "Outlook yesterday (and emptied the bin), the number has not moved. Incoming " +
      'mail starts to bounce with "552 5.2.2 Over quota". Please help.',
    turns: [
      [
        "staff",
        `Hi,

Outlook marked the messages as deleted but did not expunge them: in IMAP they keep counting until then. I have

- expunged the folders INBOX and Sent Items (6.1 GB),
- raised the quota to 12 GB for a week so that nothing bounces meanwhile.

In Outlook: Folder > Purge > Purge Options > "Purge items when switching folders".

{agent}`,
      ],
      ["customer", "Fantastic, thank you."],
    ],
  },
  {
    department: "email",
    service: "domain",
    subjects: [
      "Forwarding from sales@{domain} to Microsoft 365 bounces",
      "Forwarded mail rejected (SRS?)",
    ],
    opening: `Mail forwarded from sales@{domain} to our Microsoft 365 tenant is rejected for some senders:

550 5.7.515 Access denied, sending domain [GMX.DE] doesn't meet the required authentication level.

I believe the envelope sender is not rewritten (SRS). Is there a setting for that?`,
    turns: [
      [
        "staff",
        `Hello {customer},

SRS is on for all our servers, but this account was created on a node that had an old \
configuration. It was moved at {time}; forwarded mail now leaves as

SRS0=Hh7L=DK=gmx.de=someone@{domain}

Could you send a test from the sender that failed?

{agent}`,
      ],
      [
        "customer",
        "Test arrived. One more: a newsletter with DKIM but strict DMARC still fails, " +
          'the subject is changed by our rule "[extern]". I guess that breaks the ' +
          "signature?",
      ],
      [
        "staff",
        "Exactly: a changed subject breaks the signature. Put the mark into a header of " +
          "your own, or let Microsoft 365 add it after the check.\n\n{agent}",
      ],
    ],
  },
  {
    department: "email",
    service: null,
    subjects: ["Blacklisted IP on shared mail server?", "Our mails are refused by Spamhaus"],
    opening:
      'A customer of ours cannot get our mails. Their admin sent this: "554 5.7.1 ' +
      'Service unavailable; Client host [{ip}] blocked using zen.spamhaus.org". We ' +
      "only send invoices (about 40 a day). Can you look into it?",
    turns: [
      [
        "staff",
        `Hi {customer},

Another customer on the same outgoing address had a hacked contact form. The account is stopped \
and the delisting was confirmed at {time}. Meanwhile your mail goes out over a different \
address.

We are sorry; the limit on forms has been lowered so that this is caught within minutes.

{agent}`,
      ],
    ],
  },
];
