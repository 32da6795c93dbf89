/** The examples of HostUp's reference page for *create*. Its e-mail address is scrambled on the page itself. */

export const SCRAMBLED_ADDRESS = "[email\u00a0protected]";

export const exampleService = "dom_01hxa3b4c5d6e7f8g9h0j1k2m3";

export const hostupExampleBody = {
  departmentSlug: "domain-names",
  subject: "Question about my hosting account",
  message: "Hello, I need help with my website.",
  priority: "low",
  ccEmails: [SCRAMBLED_ADDRESS],
  context: { serviceType: "domain", serviceId: exampleService },
};

/** The filing form as a person fills it to say the same. */
export const exampleForm = {
  department: "domain-names",
  subject: "Question about my hosting account",
  message: "Hello, I need help with my website.",
  priority: "low",
  customerImpact: "",
  cc: "colleague@example.com",
  service: "domain:dom_01hxa3b4c5d6e7f8g9h0j1k2m3",
};

export const hostupExampleAnswer = {
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
  ccEmails: [SCRAMBLED_ADDRESS],
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

/** Made of the examples that the page gives field by field. */
export const fieldExamples = {
  id: "tkt_01hxa3b4c5d6e7f8g9h0j1k2m3",
  number: "149943",
  subject: "Question about my VPS",
  body: "My VPS is not reachable from the internet.",
  status: "open",
  priority: "low",
  departmentSlug: "billing",
  departmentName: "Billing",
  createdAt: "2026-04-27T11:45:00.000Z",
  updatedAt: "2026-04-27T12:05:00.000Z",
  lastMessageAt: "2026-04-27T12:05:00.000Z",
  ccEmails: [SCRAMBLED_ADDRESS],
  requesterName: "Jane Example",
  messageCount: 2,
  linkedServices: [
    {
      serviceType: "vps",
      serviceId: "vps_01hxa3b4c5d6e7f8g9h0j1k2m3",
      serviceName: "app-01",
      details: { status: "active", planName: "VPS XS", ipAddress: "192.0.2.10" },
    },
  ],
  attachments: [
    {
      id: "tatt_01hxa3b4c5d6e7f8g9h0j1k2m3",
      filename: "error-log.txt",
      extension: "txt",
      mimeType: "text/plain",
      downloadUrl:
        "/api/v2/support/attachments/tatt_01hxa3b4c5d6e7f8g9h0j1k2m3?ticketId=tkt_01hxa3b4c5d6e7f8g9h0j1k2m3",
    },
  ],
  messages: [
    {
      id: "tmsg_01hxa3b4c5d6e7f8g9h0j1k2m3",
      ticketId: "tkt_01hxa3b4c5d6e7f8g9h0j1k2m3",
      sentAt: "2026-04-27T11:45:00.000Z",
      body: "My VPS is not reachable from the internet.",
      sender: "customer",
      senderName: "Jane Example",
      encrypted: false,
      attachments: [],
    },
  ],
};
