import { createTransport } from "nodemailer";
import { afterEach, describe, expect, it } from "vitest";

import {
  type MailCatcher,
  type MailCatcherOptions,
  MailRefused,
  startMailCatcher,
} from "./catcher";

let catcher: MailCatcher;

afterEach(() => catcher.stop());

async function start(options?: MailCatcherOptions) {
  catcher = await startMailCatcher(options);
  const transport = createTransport(catcher.smtpUrl);
  return (subject: string) =>
    transport.sendMail({
      from: "portal@example.com",
      to: "ann@example.com",
      subject,
      text: "See https://portal.example/link/abc",
      html: "<p>See <b>this</b></p>",
      headers: { "X-Kind": "test" },
    });
}

const caught = async () => (await (await fetch(`${catcher.url}/messages`)).json()) as object[];

describe("the mail catcher", () => {
  it("keeps what it gets, newest first, until it is emptied", async () => {
    const send = await start();
    await send("Första");
    await send("Second");
    expect(await caught()).toEqual([
      expect.objectContaining({ subject: "Second" }),
      {
        id: expect.any(String) as string,
        to: "ann@example.com",
        subject: "Första",
        text: expect.stringContaining("https://portal.example/link/abc") as string,
        html: "<p>See <b>this</b></p>",
        headers: expect.objectContaining({ "x-kind": "test", to: "ann@example.com" }) as object,
        receivedAt: expect.stringMatching(/^\d{4}-.*Z$/) as string,
      },
    ]);
    expect((await fetch(`${catcher.url}/messages`, { method: "DELETE" })).status).toBe(204);
    expect(await caught()).toEqual([]);
  });

  it("shows people a list and each message with links, escaped", async () => {
    const send = await start();
    await send("<script>alert(1)</script>");
    const list = await (await fetch(catcher.url)).text();
    expect(list).toContain("&lt;script&gt;");
    const path = /href="(\/messages\/[^"]+)"/.exec(list)?.[1] ?? "";
    const message = await (await fetch(`${catcher.url}${path}`)).text();
    expect(message).toContain('<a href="https://portal.example/link/abc">');
    expect(message).not.toContain("<script>");
    const html = await fetch(`${catcher.url}${path}/html`);
    expect(html.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(await html.text()).toContain("<p>See <b>this</b></p>");
  });

  it("can refuse as a mail server does", async () => {
    const send = await start({
      beforeAccept: () => {
        throw new MailRefused(451, "Later");
      },
    });
    await expect(send("No")).rejects.toMatchObject({ responseCode: 451 });
    expect(await caught()).toEqual([]);
  });

  it("answers no other origin", async () => {
    await start();
    const answer = await fetch(`${catcher.url}/messages`, {
      headers: { origin: "https://evil.example" },
    });
    expect(answer.status).toBe(403);
  });
});
