import type { RequestEntry, SandboxContext } from "./context";
import type { Fault, FaultInput } from "./faults";
import type { SandboxSeed } from "./options";
import type { BaseState, JournalEntry, SandboxKey } from "./state";

/** An account as the controls show it. */
export interface AccountView {
  id: string;
  label: string;
  tickets: number;
  keys: { key: string; label: string; scopes: string[]; revoked: boolean }[];
}

/** A ticket as the controls show it, whatever the provider calls its parts. */
export interface TicketView {
  /** The ticket id that the controls accept. */
  id: string;
  account: string;
  /** As the provider would answer it now, complete. */
  ticket: Record<string, unknown>;
}

export interface SandboxFile {
  filename: string;
  mimeType: string;
  /** The bytes, base64. */
  data: string;
}

/** A service that an account gets, changes or loses. */
export interface ServiceChange {
  change: "added" | "changed" | "removed";
  /** domain, hosting or vps at HostUp; project at Upsun. */
  service: string;
  name: string;
  /** Fields to set, in the provider's own names. */
  fields?: Readonly<Record<string, unknown>>;
}

/**
 * Everything that a test or a person can do to a provider behind its clients' back. The same is served as JSON
 * under `/__control`. Throws a plain Error with a sentence when something named does not exist.
 */
export abstract class SandboxControl<S extends BaseState> {
  constructor(
    protected readonly context: SandboxContext<S>,
    private readonly freshState: (seed?: SandboxSeed) => S,
  ) {}

  abstract accounts(): AccountView[];
  abstract tickets(accountId?: string): TicketView[];
  abstract ticket(id: string): TicketView | undefined;
  /** Files a ticket behind the clients' back. Unknown fields are kept as they are. */
  abstract createTicket(accountId: string, fields: Record<string, unknown>): TicketView;
  /** Has the staff answer; without a text, one is made that fits the subject. */
  abstract staffAnswer(id: string, text?: string): TicketView;
  /** Sets any fields of a ticket, documented values or not. The time of update moves on unless given. */
  abstract changeTicket(id: string, fields: Record<string, unknown>): TicketView;
  abstract deleteTicket(id: string): void;
  /** Applies the next batch of changes that time would bring. */
  abstract advance(): { batch: number; changed: string[] };
  /** Forgets access tokens, where the provider has them. */
  abstract expireTokens(): void;

  requireStepUp(_organizationId: string, _required: boolean): void {
    throw new Error("This provider does not ask for step-up authentication.");
  }

  setComments(_changed: object): void {
    throw new Error("This provider has no settings of comments.");
  }

  expireSso(_key: string, _expired: boolean): void {
    throw new Error("This provider has no SSO sessions.");
  }

  /** Everything that a state file would hold. */
  savedState(): S {
    return structuredClone(this.context.state);
  }

  journal(): JournalEntry[] {
    return structuredClone(this.context.state.journal);
  }

  clearJournal(): void {
    this.context.state.journal = [];
    this.context.changed();
  }

  /** The latest requests, answered or not, oldest first. */
  requests(): RequestEntry[] {
    return structuredClone(this.context.requests);
  }

  clearRequests(): void {
    this.context.requests.length = 0;
  }

  /** Back to the beginning, with the seed of the start or another. */
  reset(seed?: SandboxSeed): void {
    this.context.state = this.freshState(seed);
    this.context.faults.clear();
    this.context.requests.length = 0;
    this.context.changed();
  }

  /** The key is refused from now on, and so is every access token made from it. */
  revokeKey(key: string): void {
    this.key(key).revoked = true;
    this.context.changed();
  }

  restoreKey(key: string): void {
    this.key(key).revoked = false;
    this.context.changed();
  }

  removeScope(key: string, scope: string): void {
    const found = this.key(key);
    found.scopes = found.scopes.filter((other) => other !== scope);
    this.context.changed();
  }

  addScope(key: string, scope: string): void {
    const found = this.key(key);
    if (!found.scopes.includes(scope)) found.scopes.push(scope);
    this.context.changed();
  }

  addFault(fault: FaultInput): Fault {
    return this.context.faults.add(fault);
  }

  faults(): Fault[] {
    return this.context.faults.list();
  }

  removeFault(id: string): boolean {
    return this.context.faults.remove(id);
  }

  clearFaults(): void {
    this.context.faults.clear();
  }

  /** Sets the provider's clock off by so many milliseconds; 0 sets it right. */
  setClockSkew(ms: number): void {
    this.context.state.clockSkewMs = ms;
    this.context.changed();
  }

  protected key(key: string): SandboxKey {
    const found = this.context.state.keys.find((one) => one.key === key);
    if (found === undefined) throw new Error("No such key.");
    return found;
  }
}
