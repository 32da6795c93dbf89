import type { EventView, MessageView, TicketDetail } from "@/lib/tickets/detail/types";
import type { TicketListItem } from "@/lib/tickets/list/types";

import { FRESH } from "../sample-freshness";
import { sampleTime } from "../sample-time";

export const SAMPLE_ITEM: TicketListItem = {
  id: "01JSAMPLE00000000000000001",
  number: "148402",
  subject: "Checkout answers with 502 since the night",
  provider: { id: "hostup", name: "HostUp" },
  connectionId: "connection",
  connectionLabel: "Shop",
  organizationName: null,
  status: { value: "answered", label: "Answered", known: true },
  turn: "yours",
  priority: { value: "high", label: "High", known: true },
  services: ["web1.example.com"],
  requesterName: "Jane Example",
  messageCount: 2,
  turnSince: sampleTime(-95),
  firstReplyMs: null,
  isUnread: false,
  isArchived: false,
  isPrivate: false,
  lastAuthor: "Sven Support",
  activityAt: sampleTime(-95),
  readAt: sampleTime(-1),
  goneAt: null,
};

export const SAMPLE_MESSAGE: MessageView = {
  id: "m1",
  author: "Sven Support",
  sender: "staff",
  body: "The disk of web1 is full. May we delete the logs of last year?",
  encrypted: false,
  sentAt: sampleTime(-95),
  reference: null,
  attachments: [],
};

export const SAMPLE_EVENT: EventView = {
  id: "2",
  kind: "changed",
  sentence: "Status changed from Open to Answered",
  field: "status",
  before: "open",
  after: "answered",
  happenedAt: null,
  seenAt: sampleTime(-94),
  notBefore: null,
  recordedAt: null,
};

const FILED: EventView = {
  ...SAMPLE_EVENT,
  id: "1",
  kind: "first_seen",
  sentence: "Filed here by Sam Colleague",
  field: null,
  seenAt: sampleTime(-300),
};

const DUE: EventView = {
  ...SAMPLE_EVENT,
  id: "3",
  sentence: "Due changed",
  field: "fields.due",
  before: sampleTime(60).toISOString(),
  after: sampleTime(600).toISOString(),
  isOfTimes: true,
};

export const SAMPLE_TICKET: TicketDetail = {
  ...SAMPLE_ITEM,
  filedBy: "Sam Colleague",
  filedValues: [],
  events: [DUE, SAMPLE_EVENT, FILED],
  olderEvents: null,
  isOlderHistory: false,
  externalId: "tkt_0001",
  openedAt: sampleTime(-300),
  updatedAt: sampleTime(-95),
  lastMessageAt: sampleTime(-95),
  firstSeenAt: sampleTime(-300),
  categoryLabel: "Department",
  category: "Technical support",
  cc: ["ops@example.com"],
  collaboratorIds: [],
  messages: [SAMPLE_MESSAGE],
  attachments: [],
  serviceDetails: [],
  details: [],
  mainDetails: ["category", "requester", "opened"],
  userNames: new Map(),
  asOf: null,
  differences: null,
  earlierAt: null,
  waiting: null,
  incompleteSince: null,
  actions: ["reply", "close"],
  mayNotReply: null,
  isSensitive: false,
  privacy: { isPrivate: false, mayChange: true },
  replies: { connectionId: "connection", files: null, encrypts: true },
  continueBy: null,
  continues: null,
  continuedBy: [],
  providerUrl: null,
  hasConversation: true,
  conversationReadAt: null,
  freshness: { ...FRESH, connectionId: "connection" },
  standing: {
    follow: null,
    involved: null,
    eventId: "3",
    seenEventId: "3",
    visit: null,
    unreadNoticeId: null,
    isCounted: false,
  },
  pending: [],
  outgoing: [],
  notices: [],
};

export const SAMPLE_PAST: TicketDetail = {
  ...SAMPLE_TICKET,
  asOf: { seenAt: sampleTime(-300), until: sampleTime(-94) },
  earlierAt: sampleTime(-600),
  status: { value: "open", label: "Open", known: true },
  turn: "theirs",
  differences: { facts: ["status", "cc"], messages: ["m1"], laterMessages: 2 },
  actions: [],
};
