import { setTimeout as wait } from "node:timers/promises";

import type { CaughtMail } from "../../../sandbox/mail/message";

export interface TestMail {
  /** The catcher's page. */
  url: string;
  smtpUrl: string;
  /** Newest first. */
  messages(): Promise<CaughtMail[]>;
  /** The newest mail that matches; waits until there is one. */
  waitFor(wanted: { to: string; subject?: string | RegExp }): Promise<CaughtMail>;
  /** Forgets what was caught. */
  clear(): Promise<void>;
}

const MAX_WAIT_MS = 10_000;

export function testMail({ url, smtpUrl }: { url: string; smtpUrl: string }): TestMail {
  async function messages(): Promise<CaughtMail[]> {
    const answer = await fetch(`${url}/messages`);
    return (await answer.json()) as CaughtMail[];
  }
  return {
    url,
    smtpUrl,
    messages,
    async waitFor({ to, subject = "" }) {
      const endBy = Date.now() + MAX_WAIT_MS;
      for (;;) {
        const caught = await messages();
        const found = caught.find(
          (mail) =>
            mail.to === to &&
            (typeof subject === "string"
              ? mail.subject.includes(subject)
              : subject.test(mail.subject)),
        );
        if (found) return found;
        if (Date.now() > endBy) {
          const all = JSON.stringify(caught.map((mail) => [mail.to, mail.subject]));
          throw new Error(`No mail to ${to} about ${String(subject)}; there are ${all}`);
        }
        await wait(100);
      }
    },
    async clear() {
      await fetch(`${url}/messages`, { method: "DELETE" });
    },
  };
}
