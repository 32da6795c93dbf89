import type { Random } from "../shared/random";
import { makeFile } from "./files";
import { fillText, type TextValues } from "./fill";
import type { TimelineCustomer } from "./people";
import type { ScenarioFile, Step, Telling } from "./scenario";
import { customerSignature, staffSignature } from "./signatures";
import type { TimelineAct, TimelineAction } from "./types";
import { minutesBefore } from "./waiting";
import {
  CUSTOMER_HOURS,
  DAY_MS,
  MINUTE,
  STAFF_HOURS,
  swedishTime,
  whenWorking,
} from "./working-hours";

/** A ticket's last state: told to its end, or left waiting for an answer. */
export type Ending = "told" | "yours" | "theirs" | "paused" | "unclear";

export interface TicketPlan {
  key: string;
  provider: "hostup" | "upsun";
  account: string;
  organization: string;
  language: "sv" | "en";
  category: string;
  priority: string;
  night: boolean;
  service?: { kind: string; name: string };
  values: TextValues;
  filer: TimelineCustomer;
  colleague: TimelineCustomer;
  agents: readonly [string, string];
  cc: readonly string[];
  filedAt: number;
  telling: Telling;
  ending: Ending;
  followUpOf?: string;
}

export interface ToldTicket {
  actions: TimelineAction[];
  subject: string;
  /** Null while it is open. */
  closedAt: number | null;
}

/** Tells one ticket from filing it until it is closed, or until the end of the timeline. */
export function tellTicket(plan: TicketPlan, chance: Random, end: number): ToldTicket {
  return new Teller(plan, chance, end).tell();
}

type Writer = "customer" | "colleague" | "agent" | "agent2" | "auto";

class Teller {
  readonly #actions: TimelineAction[] = [];
  readonly #signatures = new Map<string, string>();
  #at: number;
  #messages = 0;
  #last: Writer = "customer";
  #taken = false;
  #closedAt: number | null = null;
  #over = false;

  constructor(
    private readonly plan: TicketPlan,
    private readonly chance: Random,
    private readonly end: number,
  ) {
    this.#at = plan.filedAt;
  }

  tell(): ToldTicket {
    const { telling, filer, category, priority, service, cc, followUpOf, provider } = this.plan;
    const subject = this.#fill(this.chance.pick(telling.subjects), filer.name);
    this.#add({
      kind: "filed",
      by: filer.email,
      subject,
      text: this.#fill(telling.opening, filer.name),
      category,
      priority,
      ...(service && { service }),
      ...(cc.length > 0 && { cc }),
      ...(followUpOf !== undefined && provider === "upsun" && { followUpOf }),
      ...(telling.files && { files: this.#files(telling.files) }),
    });
    for (const step of this.#steps()) this.#step(step);
    if (this.plan.ending === "told") this.#finish();
    else this.#leave();
    return { actions: this.#actions, subject, closedAt: this.#closedAt };
  }

  /** As far as the ending allows. */
  #steps(): readonly Step[] {
    const { ending, telling } = this.plan;
    if (ending === "told") return telling.steps;
    const waiting = ending === "unclear" || ending === "theirs";
    const wanted = waiting ? ["customer", "colleague"] : ["agent", "agent2"];
    // The customer's last message says thanks and needs no answer.
    const steps = waiting ? telling.steps.slice(0, -2) : telling.steps;
    const ends = steps.flatMap(([kind], index) => (wanted.includes(kind) ? [index] : []));
    return ends.length === 0 ? [] : telling.steps.slice(0, this.chance.pick(ends) + 1);
  }

  #step(step: Step): void {
    if (this.#over) return;
    const [kind] = step;
    if (kind === "assignee") return this.#assign(this.plan.agents[step[1] === "agent" ? 0 : 1]);
    const value = step[1];
    const more = step[2] ?? {};
    this.#wait(kind, more.wait);
    const message = `m${this.#messages}`;
    if (kind === "status") {
      this.#taken = true;
      this.#status(value);
    } else if (kind === "priority") this.#add({ kind, priority: value });
    else if (kind === "subject") this.#add({ kind, subject: this.#fill(value, "") });
    else if (kind === "remove") this.#add({ kind: "removed", message });
    else if (kind === "edit")
      this.#add({ kind: "edited", message, text: this.#fill(value, this.#nameOf(this.#last)) });
    else if (kind === "delete") {
      this.#add({ kind: "deleted" });
      this.#over = true;
      this.#closedAt = this.#at;
    } else this.#write(kind, value, more as { files?: readonly ScenarioFile[]; encrypted?: true });
  }

  #write(
    writer: Writer,
    template: string,
    more: { files?: readonly ScenarioFile[]; encrypted?: true },
  ): void {
    this.#messages += 1;
    this.#last = writer;
    const message = `m${this.#messages}`;
    const text = this.#fill(template, this.#nameOf(writer));
    if (writer === "auto") return this.#add({ kind: "automation", message, text });
    const staff = writer === "agent" || writer === "agent2";
    this.#add({
      kind: staff ? "staff" : "customer",
      message,
      by: staff ? this.#nameOf(writer) : this.#personOf(writer).email,
      text,
      ...(more.encrypted && { encrypted: true }),
      ...(more.files && { files: this.#files(more.files) }),
    });
  }

  /** Moves the time on, and has an agent take the ticket before a slow first answer. */
  #wait(kind: Step[0], given: number | undefined): void {
    const { night, priority, provider } = this.plan;
    const staff = kind === "agent" || kind === "agent2";
    const minutes =
      given === undefined
        ? minutesBefore(kind, { night, priority, first: !this.#taken }, this.chance)
        : given * (0.85 + this.chance.next() * 0.4);
    const from = this.#at;
    const to = from + Math.max(20_000, Math.round(minutes * MINUTE));
    const hours = staff
      ? STAFF_HOURS[provider]
      : kind === "customer" || kind === "colleague"
        ? CUSTOMER_HOURS
        : undefined;
    this.#at = night || hours === undefined ? to : whenWorking(to, hours, this.chance);
    if (!staff || this.#taken) return;
    this.#taken = true;
    if (this.#at - from < 25 * MINUTE || !this.chance.chance(0.45)) return;
    const answer = this.#at;
    this.#at = answer - Math.round((answer - from) * (0.1 + this.chance.next() * 0.3));
    this.#status(provider === "hostup" ? "in_progress" : "open");
    this.#at = answer;
  }

  #finish(): void {
    if (this.#over) return;
    const { provider, language } = this.plan;
    const quiet = this.#last === "agent" || this.#last === "agent2" || this.#last === "auto";
    if (provider === "upsun") {
      if (this.#closedAt === null) {
        this.#later(quiet ? this.chance.between(200, 3000) : this.chance.between(4, 400));
        this.#status("solved");
      }
      this.#at += 4 * DAY_MS + this.chance.between(0, 59) * MINUTE;
      this.#status("closed");
      return;
    }
    if (this.#closedAt !== null) return;
    if (!quiet || this.chance.chance(0.55)) {
      this.#later(quiet ? this.chance.between(400, 4200) : this.chance.between(3, 300));
      this.#status("closed");
      return;
    }
    this.#at += this.chance.between(5, 8) * DAY_MS;
    this.#at -= (this.#at % DAY_MS) - 5 * 60 * MINUTE;
    this.#write("auto", this.chance.pick(QUIET[language]), {});
    this.#at += 2000;
    this.#status("closed");
  }

  /** Leaves the ticket as its ending says. */
  #leave(): void {
    const { ending, provider } = this.plan;
    if (ending === "yours" || (ending === "theirs" && this.chance.chance(0.4))) return;
    this.#later(this.chance.between(2, 90));
    if (ending === "theirs") this.#status(provider === "hostup" ? "in_progress" : "open");
    else if (ending === "paused") this.#status(provider === "hostup" ? "on_hold" : "hold");
    else this.#status("escalated");
  }

  #later(minutes: number): void {
    const hours = STAFF_HOURS[this.plan.provider] ?? CUSTOMER_HOURS;
    this.#at = whenWorking(this.#at + minutes * MINUTE, hours, this.chance);
  }

  #assign(agent: string): void {
    this.#at += this.chance.between(1, 12) * MINUTE;
    if (this.plan.provider === "upsun") this.#add({ kind: "assignee", agent });
  }

  #status(status: string): void {
    if (status === "closed" || status === "solved") this.#closedAt = this.#at;
    else this.#closedAt = null;
    this.#add({ kind: "status", status });
  }

  #add(act: TimelineAct): void {
    if (this.#at >= this.end) {
      this.#over = true;
      this.#closedAt = null;
    }
    if (this.#over) return;
    const { provider, account, key } = this.plan;
    this.#actions.push({ at: this.#at - this.end, provider, account, ticket: key, act });
  }

  #files(files: readonly ScenarioFile[]) {
    return files.map((file) => makeFile(file, (text) => this.#fill(text, ""), this.chance));
  }

  #fill(template: string, writer: string): string {
    const { values, provider } = this.plan;
    const clock = this.#at - this.chance.between(2, 9) * MINUTE;
    const shown = provider === "hostup" ? swedishTime(clock) : new Date(clock);
    values.set("clock", shown.toISOString().slice(11, 16));
    if (template.includes("{sign}")) values.set("sign", this.#signature(writer));
    return fillText(template, values, this.chance).trimEnd();
  }

  /** In full the first time, short or absent later. */
  #signature(writer: string): string {
    const { filer, colleague, organization, language, provider } = this.plan;
    const known = this.#signatures.get(writer);
    const person = [filer, colleague].find(({ name }) => name === writer);
    if (known !== undefined) return person && this.chance.chance(0.6) ? "" : known;
    const { first, later } = person
      ? customerSignature(person, organization, language, this.chance)
      : staffSignature(writer, provider, language, this.chance);
    this.#signatures.set(writer, later);
    return first;
  }

  #personOf(writer: Writer): TimelineCustomer {
    return writer === "colleague" ? this.plan.colleague : this.plan.filer;
  }

  #nameOf(writer: Writer): string {
    if (writer === "agent") return this.plan.agents[0];
    if (writer === "agent2") return this.plan.agents[1];
    return writer === "auto" ? "" : this.#personOf(writer).name;
  }
}

const QUIET: Readonly<Record<"sv" | "en", readonly string[]>> = {
  sv: [
    "Ärendet stängs automatiskt eftersom vi inte har hört något på några dagar. Svara här om du vill öppna det igen.",
    "Vi har väntat på svar sedan vårt senaste meddelande och stänger nu ärendet. Det öppnas igen om du svarar.",
    "Automatiskt meddelande: inget svar har kommit in, så ärendet är stängt.",
  ],
  en: [
    "This ticket was closed, since we did not hear from you for some days. A reply reopens it.",
    "We have not received an answer to our latest message and close the ticket now. Reply to open it again.",
    "Automatic message: no reply was received, so the ticket is closed.",
  ],
};
