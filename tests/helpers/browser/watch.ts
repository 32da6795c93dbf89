import type { BrowserContext, ConsoleMessage } from "@playwright/test";

/** What a browser context has complained of: console errors (refusals by the content security policy among them) and page errors. */
export class Watch {
  private readonly complaints: string[] = [];
  private readonly expected: RegExp[] = [];

  constructor(context: BrowserContext) {
    context.on("console", (message) => this.heard(message));
    context.on("weberror", (error) =>
      this.complaints.push(`page error: ${error.error().stack ?? error.error().message}`),
    );
  }

  /** Says before it happens that a complaint belongs to the journey: the 404 of a stranger, say. */
  expect(pattern: RegExp): void {
    this.expected.push(pattern);
  }

  /** What nobody expected. */
  unexpected(): string[] {
    return this.complaints.filter(
      (complaint) => !this.expected.some((pattern) => pattern.test(complaint)),
    );
  }

  private heard(message: ConsoleMessage): void {
    if (message.type() !== "error") return;
    this.complaints.push(`console error: ${message.text()} (${message.location().url})`);
  }
}
