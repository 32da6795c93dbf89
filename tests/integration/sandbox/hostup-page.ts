/** The request and the answer that HostUp's own page on creating a ticket shows, its scrambled address included. */
export const pageRequest = {
  departmentSlug: "domain-names",
  subject: "Question about my hosting account",
  message: "Hello, I need help with my website.",
  priority: "low",
  ccEmails: ["[email\u00a0protected]"],
  context: { serviceType: "domain", serviceId: "dom_01hxa3b4c5d6e7f8g9h0j1k2m3" },
};

export const pageAnswer = {
  id: "tkt_01hxa3b4c5d6e7f8g9h0j1k2m3",
  number: "10001",
  subject: "Question about my hosting account",
  body: "Hello, I need help with my website.",
  status: "open",
  priority: "low",
  departmentSlug: "domain-names",
  departmentName: "Domain names",
  createdAt: "2026-04-27T11:45:00.000Z",
  updatedAt: "2026-04-27T11:45:00.000Z",
  lastMessageAt: "2026-04-27T11:45:00.000Z",
  ccEmails: ["[email\u00a0protected]"],
  requesterName: "Jane Example",
  messageCount: 1,
  linkedServices: [
    {
      serviceType: "domain",
      serviceId: "dom_01hxa3b4c5d6e7f8g9h0j1k2m3",
      serviceName: "example.com",
      details: { status: "Active", autoRenew: true },
    },
  ],
  attachments: [],
  messages: [],
};

export const MESSAGE_FIELDS = [
  "id",
  "ticketId",
  "sentAt",
  "body",
  "sender",
  "senderName",
  "encrypted",
  "attachments",
];
export const ATTACHMENT_FIELDS = ["id", "filename", "extension", "mimeType", "downloadUrl"];
export const FULL_ONLY = ["body", "attachments", "messages"];
