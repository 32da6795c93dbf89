import type { BrowserContext, ConsoleMessage } from "@playwright/test";

/** Collects console errors (policy violations among them) and page errors of a browser context. */
export class Watch {
  private readonly complaints: string[] = [];
  private readonly expected: RegExp[] = [];

  constructor(context: BrowserContext) {
    context.on("console", (message) => this.heard(message));
    context.on("weberror", (error) =>
      this.complaints.push(`page error: ${error.error().stack ?? error.error().message}`),
    );
  }

  /** Allows a complaint that the test will cause, such as a 404. */
  expect(pattern: RegExp): void {
    this.expected.push(pattern);
  }

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
