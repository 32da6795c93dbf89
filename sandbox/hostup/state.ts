import type { BaseState } from "../shared/state";
import { savedState } from "../shared/state";

export interface HostupAccount {
  id: string;
  label: string;
  requesterName: string;
  email: string;
  supportCredits: number;
  /** When a support credit was last spent; ISO. */
  creditSpentAt: string | null;
}

export interface StoredAttachment {
  id: string;
  filename: string | null;
  mimeType: string | null;
  /** The bytes, base64. */
  data: string;
}

export interface StoredMessage {
  id: string;
  sentAt: string | null;
  body: string | null;
  sender: string;
  senderName: string | null;
  encrypted: boolean;
  attachments: string[];
}

export interface StoredService {
  serviceType: string;
  serviceId: string | null;
  serviceName: string | null;
  details: Record<string, unknown> | null;
}

/** Fields that a client sees are kept under the names it sees them by. */
export interface StoredHostupTicket {
  id: string;
  accountId: string;
  number: string;
  subject: string | null;
  body: string | null;
  status: string;
  priority: string;
  departmentSlug: string;
  departmentName: string | null;
  createdAt: string | null;
  updatedAt: string | null;
  lastMessageAt: string | null;
  ccEmails: string[];
  requesterName: string | null;
  linkedServices: StoredService[];
  attachments: StoredAttachment[];
  messages: StoredMessage[];
  /** Where the opening text shows up besides `body`: the reference promises nothing about it. */
  opening: "counted" | "repeated" | "uncounted";
  /** The place in the list; never null, unlike the times that are shown. */
  order: number;
  /** Laid over what clients are answered; a control puts anything here. */
  extra: Record<string, unknown>;
}

/** An upload that waits for its message. */
export interface Upload {
  id: string;
  accountId: string;
  ticketId: string | null;
  filename: string;
  contentType: string;
  data: string;
  uploadedAt: string;
}

export interface Inventory {
  accountId: string;
  domains: {
    id: string;
    name: string;
    serviceStatus: string;
    autoRenew: boolean;
    expiresAt: string | null;
  }[];
  vps: {
    id: string;
    name: string;
    primaryIp: string | null;
    serviceStatus: string;
    powerState: string | null;
    operatingSystem: string | null;
    resources: { cpuCores: number; memoryMb: number; diskGb: number };
    billing: {
      planName: string;
      amount: string;
      currency: string;
      cycle: string;
      nextDueDate: string | null;
    };
  }[];
  hosting: {
    id: string;
    name: string;
    primaryDomain: string | null;
    domains: string[];
    serviceStatus: string;
    planName: string;
    diskUsedMb: number | null;
  }[];
}

export interface HostupState extends BaseState {
  provider: "hostup";
  accounts: HostupAccount[];
  inventories: Inventory[];
  tickets: StoredHostupTicket[];
  uploads: Upload[];
  nextNumber: number;
}

export const savedHostupState = savedState<HostupState>("hostup", [
  "accounts",
  "inventories",
  "tickets",
  "uploads",
]);
