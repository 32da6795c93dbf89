import type { BaseState } from "../shared/state";
import { savedState } from "../shared/state";
import type { CommentSettings } from "./comment-settings";

export interface SandboxUpsunUser {
  id: string;
  accountId: string;
  email: string;
  firstName: string;
  lastName: string;
  createdAt: string;
}

export interface SandboxUpsunOrganization {
  id: string;
  accountId: string;
  type: "fixed" | "flexible";
  name: string;
  label: string;
  country: string;
  ownerId: string;
  createdAt: string;
  updatedAt: string;
}

/** A project and its subscription are made together and stay together. */
export interface SandboxUpsunProject {
  id: string;
  organizationId: string;
  subscriptionId: string;
  title: string;
  host: string;
  region: string;
  regionLabel: string;
  plan: string;
  status: string;
  createdAt: string;
  updatedAt: string;
}

/** The ticket as clients see it. What has no value is left out, as the description of the API allows no null. */
export interface SandboxUpsunTicket {
  ticket_id: number;
  created: string;
  updated: string;
  status: string;
  subject: string;
  description: string;
  requester_id: string;
  [field: string]: unknown;
}

export interface StoredUpsunFile {
  filename: string;
  /** Base64. */
  data: string;
}

export interface StoredUpsunComment {
  id: string;
  at: string;
  /** Name of the author. */
  by: string;
  authorId: string;
  text: string;
  /** False: staff write it for each other. */
  public: boolean;
  files: StoredUpsunFile[];
}

export interface StoredUpsunTicket {
  accountId: string;
  ticket: SandboxUpsunTicket;
  /** The conversation without its opening, the oldest first. */
  comments: StoredUpsunComment[];
  /** Of the opening. */
  files: StoredUpsunFile[];
}

interface StoredAccessToken {
  token: string;
  key: string;
  expiresAt: number;
}

export interface UpsunState extends BaseState {
  provider: "upsun";
  accounts: { id: string; label: string }[];
  users: SandboxUpsunUser[];
  organizations: SandboxUpsunOrganization[];
  projects: SandboxUpsunProject[];
  tickets: StoredUpsunTicket[];
  tokens: StoredAccessToken[];
  nextTicketId: number;
  nextCommentId?: number;
  /** How the calls of conversations behave. */
  commentSettings?: CommentSettings;
  /** Organizations that ask for a stronger sign-in than the token was made with. */
  stepUpOrganizations?: string[];
  /** API tokens whose SSO session has expired. */
  expiredSso?: string[];
}

export const savedUpsunState = savedState<UpsunState>("upsun", [
  "accounts",
  "users",
  "organizations",
  "projects",
  "tickets",
  "tokens",
]);
