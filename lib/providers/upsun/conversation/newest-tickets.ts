import type { TicketSnapshot } from "../../contract";

const ORGANIZATIONS_MAX = 20;
const TRIED_MAX = 3;

interface Candidate {
  id: string;
  openedAt: number;
}

/** Of each organization, the two newest listed tickets: an organization has rules of its own. */
export class NewestTickets {
  readonly #byOrganization = new Map<string, Candidate[]>();

  get isEmpty(): boolean {
    return this.#byOrganization.size === 0;
  }

  add(tickets: readonly TicketSnapshot[]): void {
    for (const ticket of tickets) {
      const organization = JSON.stringify(ticket.fields.organization_id ?? null);
      const known = this.#byOrganization.get(organization) ?? [];
      if (known.length === 0 && this.#byOrganization.size >= ORGANIZATIONS_MAX) continue;
      if (known.some(({ id }) => id === ticket.externalId)) continue;
      const candidate = { id: ticket.externalId, openedAt: ticket.openedAt?.getTime() ?? 0 };
      const newest = [...known, candidate].sort((one, other) => other.openedAt - one.openedAt);
      this.#byOrganization.set(organization, newest.slice(0, 2));
    }
  }

  /** The newest of a few organizations. */
  ids(exceptId?: string): string[] {
    return this.#ofEach((group) => group.find(({ id }) => id !== exceptId));
  }

  /** The second newest of a few organizations: one ticket may be odd. */
  secondIds(): string[] {
    return this.#ofEach(([, second]) => second);
  }

  #ofEach(choose: (group: readonly Candidate[]) => Candidate | undefined): string[] {
    return [...this.#byOrganization.values()]
      .flatMap((group) => choose(group) ?? [])
      .sort((one, other) => other.openedAt - one.openedAt)
      .map(({ id }) => id)
      .slice(0, TRIED_MAX);
  }
}
