/** Answers of the staff to unscripted tickets, chosen by the first topic in subject or text. */
const TOPICS: readonly (readonly [RegExp, readonly string[]])[] = [
  [
    /dns|nameserver|name server|\bttl\b|a record|resol/i,
    [
      "Hello {customer},\n\nI have looked at the zone from outside: our name servers " +
        "all answer with the same serial, and the record is there. What you still see is " +
        "the old answer in your resolver\u2019s cache; it runs out within the old " +
        'TTL.\n\nIf it is not gone by tomorrow, please send the output of "dig +trace" ' +
        "from your side.\n\nBest regards\n{agent}, HostUp",
    ],
  ],
  [
    /mail|smtp|imap|spf|dkim|dmarc|spam|e-post/i,
    [
      "Hi {customer},\n\nthe log shows the deliveries you mean: they left our servers, " +
        'and the receiving side deferred them with "4.7.0 try again later". They are ' +
        "tried again every 15 minutes for two days, so nothing is lost. SPF and DKIM are " +
        "right; I have asked the receiver\u2019s postmaster to look at our " +
        "address.\n\n{agent}",
    ],
  ],
  [
    /cert|tls|ssl|https|let.s encrypt/i,
    [
      "Hello {customer},\n\nthe last renewal failed at the http-01 challenge: the " +
        "request was redirected before it reached us. I have started it again with the " +
        "redirect out of the way, and the new certificate is in place. Please reload " +
        "without cache and tell me if any name is missing on it.\n\n{agent}",
    ],
  ],
  [
    /backup|restore|deleted|snapshot/i,
    [
      "Hi {customer},\n\nwe have copies of the last 14 nights. Please name the folder " +
        "or database and the night that you want back; I will restore it beside the " +
        "present data so that nothing is overwritten.\n\n{agent}",
    ],
  ],
  [
    /disk|space|quota|full/i,
    [
      "Hello {customer},\n\nto give you room I have raised the limit by 5 GB until " +
        "tomorrow. The largest things I found are old logs and the file manager\u2019s " +
        "bin; I have deleted nothing. Shall I send the list?\n\n{agent}",
    ],
  ],
  [
    /vps|ssh|reach|ping|network|firewall|server/i,
    [
      "Hello {customer},\n\nI have checked the host and the network: both are well, " +
        "and the machine answers on its console. From outside I see the connection " +
        "refused after the handshake, which points to a rule on the machine itself. " +
        'Could you send me the output of "nft list ruleset" or allow me to look by the ' +
        "console?\n\nKind regards\n{agent}",
    ],
  ],
  [
    /php|wordpress|slow|error|500|502|site|website/i,
    [
      "Hi {customer},\n\nI can see it in the error log too. It began with the last " +
        "deployment or plugin update; the account itself is within its limits. I have " +
        "reset OPcache, which cures half of these. If it comes back, tell me the exact " +
        "minute and I compare it with the log.\n\n{agent}",
    ],
  ],
  [
    /invoice|bill|payment|vat|price|cost|faktura/i,
    [
      "Hello {customer},\n\nI have looked at the booking. You are right about the sum; " +
        "the correction is on the way to the same card and you get a credit note by " +
        "e-mail today.\n\n{agent}, Billing",
    ],
  ],
];

const GENERAL: readonly string[] = [
  "Hello {customer},\n\nthank you for writing. I have taken this over and looked " +
    "at the account; nothing is wrong on the platform\u2019s side at the moment. " +
    "Could you tell me when you last saw it, and from which address? Then I can find " +
    "it in the logs.\n\nBest regards\n{agent}, HostUp",
  "Hi {customer},\n\nI have gone through it and made the change on our side just " +
    "now. Please try again and let me know whether it is as you expect.\n\n{agent}",
  "Hello {customer},\n\ngood question. I have asked a colleague who knows this " +
    "part best and will come back to you today. If you have a log or a screenshot " +
    "meanwhile, add it here.\n\nKind regards\n{agent}",
];

/** A text that fits, different for later answers of the same ticket; not filled in yet. */
export function staffText(about: string, earlierAnswers: number): string {
  const topic = TOPICS.find(([pattern]) => pattern.test(about))?.[1];
  const texts = [...(topic ?? []), ...GENERAL];
  return texts[(earlierAnswers + (topic ? 0 : about.length)) % texts.length] ?? GENERAL[0] ?? "";
}
