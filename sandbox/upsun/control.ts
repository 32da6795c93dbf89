import {
  type AccountView,
  SandboxControl,
  type SandboxFile,
  type ServiceChange,
  type TicketView,
} from "../shared/control";
import { advanceUpsun } from "./advance";
import {
  type CommentSettings,
  commentSettingsSchema,
  DEFAULT_COMMENT_SETTINGS,
} from "./comment-settings";
import { writeComment, type WrittenComment } from "./comments";
import { changeUpsunProject } from "./projects";
import { upsunCreateTicketBody } from "./schemas";
import type { StoredUpsunTicket, UpsunState } from "./state";
import { SUPPORT_AGENTS } from "./ticket-fields";
import { storeFiledUpsunTicket } from "./tickets";
import { wireTime } from "./wire-time";

/** A ticket with its whole conversation, internal comments included, and the files that were sent. */
export interface UpsunTicketView extends TicketView {
  comments: StoredUpsunTicket["comments"];
  files: { filename: string; data: string }[];
}

const ANSWERS = [
  "Thank you for the report. We can see it in the logs of the environment and would like to try a redeploy of the service. May we do that now?",
  "We have looked at the activity and found the cause; please see the explanation with the steps for your configuration in this ticket.",
  "The change is made on our side. Could you confirm that it works for you?",
] as const;

export interface SandboxUpsunFiling {
  /** E-mail address of a user of the account. */
  by: string;
  subject: string;
  description: string;
  priority: string;
  category: string;
  /** Title. */
  project?: string;
  /** Id of the closed ticket that this one continues. */
  followUpOf?: string;
  files: readonly SandboxFile[];
}

type UpsunComment = Omit<WrittenComment, "public">;

export class UpsunControl extends SandboxControl<UpsunState> {
  accounts(): AccountView[] {
    const { accounts, keys, tickets } = this.context.state;
    return accounts.map(({ id, label }) => ({
      id,
      label,
      tickets: tickets.filter(({ accountId }) => accountId === id).length,
      keys: keys
        .filter(({ accountId }) => accountId === id)
        .map(({ key, label: name, scopes, revoked }) => ({
          key,
          label: name,
          scopes: [...scopes],
          revoked,
        })),
    }));
  }

  tickets(accountId?: string): UpsunTicketView[] {
    return this.context.state.tickets
      .filter((stored) => accountId === undefined || stored.accountId === accountId)
      .map(shown)
      .reverse();
  }

  ticket(id: string): UpsunTicketView | undefined {
    const stored = this.context.state.tickets.find(({ ticket }) => String(ticket.ticket_id) === id);
    return stored && shown(stored);
  }

  createTicket(accountId: string, fields: Record<string, unknown>): UpsunTicketView {
    const user = this.context.state.users.find((one) => one.accountId === accountId);
    if (user === undefined) throw new Error(`There is no account ${accountId}.`);
    const { ticket } = storeFiledUpsunTicket(this.context, user, {
      subject: "Filed in Zendesk",
      description: "The customer wrote to support by e-mail.",
    });
    return this.changeTicket(String(ticket.ticket_id), fields);
  }

  /** Files a ticket for one of the customer's people; returns its id. */
  fileTicket(accountId: string, filing: SandboxUpsunFiling): string {
    const { state } = this.context;
    const { by, project, followUpOf, files, ...fields } = filing;
    const user = state.users.find((one) => one.accountId === accountId && one.email === by);
    if (user === undefined) throw new Error(`The account ${accountId} has no user ${by}.`);
    const own = state.organizations.filter((one) => one.accountId === accountId);
    const about = state.projects.find(
      ({ title, organizationId }) =>
        title === project && own.some(({ id }) => id === organizationId),
    );
    if (project !== undefined && about === undefined)
      throw new Error(`The account ${accountId} has no project ${project}.`);
    const { ticket } = storeFiledUpsunTicket(
      this.context,
      user,
      upsunCreateTicketBody.parse({
        ...fields,
        ...(about && { subscription_id: about.subscriptionId }),
        ...(followUpOf !== undefined && { followup_tid: followUpOf }),
        ...(files.length > 0 && {
          attachments: files.map(({ filename, data }) => ({ filename, data })),
        }),
      }),
    );
    this.context.changed();
    return String(ticket.ticket_id);
  }

  /** Adds a comment of one of the customer's people; returns what `editComment` and `removeComment` find it by. */
  customerComment(id: string, comment: UpsunComment): string {
    const stored = this.find(id);
    this.changeTicket(id, {
      status: stored.ticket.status === "new" ? "new" : "open",
      ticket_sharing_status: "ts_sent_to_platform",
    });
    return this.addComment(stored, comment);
  }

  /** Adds a comment of an agent, who takes the ticket over; returns what `editComment` and `removeComment` find it by. */
  staffComment(id: string, comment: UpsunComment): string {
    const stored = this.find(id);
    const first = stored.comments.length === 0;
    this.assign(id, comment.by);
    this.changeTicket(id, {
      status: "pending",
      ticket_sharing_status: "ts_returned_from_platform",
      ...(first && { response_time: wireTime(this.context.now()) }),
    });
    return this.addComment(stored, comment);
  }

  editComment(id: string, commentId: string, text: string): void {
    this.comment(this.find(id), commentId).text = text;
    this.changeTicket(id, {});
  }

  removeComment(id: string, commentId: string): void {
    const stored = this.find(id);
    const removed = this.comment(stored, commentId);
    stored.comments = stored.comments.filter((comment) => comment !== removed);
    this.changeTicket(id, {});
  }

  /** Staff write something for each other. */
  internalComment(id: string, text: string): void {
    const stored = this.find(id);
    writeComment(this.context, stored, { by: SUPPORT_AGENTS[0].name, text, public: false });
    this.changeTicket(id, {});
  }

  /** How the calls of conversations behave from now on. */
  override setComments(changed: Partial<CommentSettings>): void {
    const { state } = this.context;
    state.commentSettings = commentSettingsSchema.parse({
      ...(state.commentSettings ?? DEFAULT_COMMENT_SETTINGS),
      ...changed,
    });
    this.context.changed();
  }

  addFiles(id: string, files: readonly SandboxFile[]): void {
    this.find(id).files.push(...files.map(({ filename, data }) => ({ filename, data })));
    this.changeTicket(id, {});
  }

  assign(id: string, agent: string): void {
    const assignee = SUPPORT_AGENTS.find(({ name }) => name === agent);
    if (assignee === undefined) throw new Error(`There is no agent ${agent}.`);
    this.changeTicket(id, { assignee_id: assignee.id });
  }

  changeProject(accountId: string, change: ServiceChange): void {
    changeUpsunProject(this.context, accountId, change);
    this.context.changed();
  }

  staffAnswer(id: string, text?: string): UpsunTicketView {
    const stored = this.find(id);
    const { ticket, comments } = stored;
    const at = wireTime(this.context.now());
    const agent = SUPPORT_AGENTS.find((one) => one.id === ticket.assignee_id) ?? SUPPORT_AGENTS[0];
    const answer = text ?? ANSWERS[comments.length % ANSWERS.length] ?? ANSWERS[0];
    writeComment(this.context, stored, { by: agent.name, text: answer });
    Object.assign(ticket, {
      status: "pending",
      updated: at,
      assignee_id: agent.id,
      ticket_sharing_status: "ts_returned_from_platform",
    });
    if (comments.filter((comment) => comment.public).length === 1) ticket.response_time = at;
    this.context.changed();
    return shown(stored);
  }

  /** A value of undefined takes the field away. */
  changeTicket(id: string, fields: Record<string, unknown>): UpsunTicketView {
    const stored = this.find(id);
    Object.assign(stored.ticket, { updated: wireTime(this.context.now()) }, fields);
    this.context.changed();
    return shown(stored);
  }

  /** Gone for good. To leave a ticket as `deleted` in the list, change its status. */
  deleteTicket(id: string): void {
    const stored = this.find(id);
    this.context.state.tickets = this.context.state.tickets.filter((one) => one !== stored);
    this.context.changed();
  }

  advance(): { batch: number; changed: string[] } {
    const { state } = this.context;
    const changed = advanceUpsun(this.context, this);
    state.advances += 1;
    this.context.changed();
    return { batch: state.advances, changed };
  }

  /** From now on the organization asks for a stronger sign-in, or no longer. */
  override requireStepUp(organizationId: string, required: boolean): void {
    const { state } = this.context;
    if (!state.organizations.some(({ id }) => id === organizationId))
      throw new Error("No such organization.");
    const others = (state.stepUpOrganizations ?? []).filter((id) => id !== organizationId);
    state.stepUpOrganizations = required ? [...others, organizationId] : others;
    this.context.changed();
  }

  /** The key's SSO session has expired, or was renewed. */
  override expireSso(key: string, expired: boolean): void {
    const { state } = this.context;
    const others = (state.expiredSso ?? []).filter((one) => one !== this.key(key).key);
    state.expiredSso = expired ? [...others, key] : others;
    state.tokens = state.tokens.filter((token) => token.key !== key);
    this.context.changed();
  }

  expireTokens(): void {
    this.context.state.tokens = [];
    this.context.changed();
  }

  private addComment(stored: StoredUpsunTicket, comment: UpsunComment): string {
    const { id } = writeComment(this.context, stored, comment);
    this.context.changed();
    return id;
  }

  private comment(stored: StoredUpsunTicket, id: string): StoredUpsunTicket["comments"][number] {
    const comment = stored.comments.find((one) => one.id === id);
    if (comment === undefined) throw new Error(`There is no comment ${id}.`);
    return comment;
  }

  private find(id: string): StoredUpsunTicket {
    const stored = this.context.state.tickets.find(({ ticket }) => String(ticket.ticket_id) === id);
    if (stored === undefined) throw new Error(`There is no ticket ${id}.`);
    return stored;
  }
}

function shown(stored: StoredUpsunTicket): UpsunTicketView {
  const { accountId, ticket, comments, files } = structuredClone(stored);
  return { id: String(ticket.ticket_id), account: accountId, ticket, comments, files };
}
