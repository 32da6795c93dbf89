import { html, raw } from "hono/html";

import type { CaughtMail } from "./message";

const STYLE = `
  :root { color-scheme: light dark; --line: color-mix(in srgb, currentColor 20%, transparent); }
  body { font: 15px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 60rem; padding: 1.5rem 1rem; }
  h1 { font-size: 1.4rem; overflow-wrap: anywhere; }
  ol { list-style: none; margin: 0; padding: 0; }
  li { border-bottom: 1px solid var(--line); padding: 0.6rem 0; }
  li a { font-weight: 600; overflow-wrap: anywhere; }
  p, dd { margin: 0; overflow-wrap: anywhere; }
  dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 1rem; }
  pre { border: 1px solid var(--line); overflow-wrap: anywhere; padding: 1rem; white-space: pre-wrap; font: inherit; }
  iframe { border: 1px solid var(--line); box-sizing: border-box; height: 34rem; width: 100%; }
`;

const frame = (title: string, refresh: boolean, body: unknown) =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        ${refresh ? html`<meta http-equiv="refresh" content="5" />` : ""}
        <title>${title}</title>
        <style>
          ${raw(STYLE)}
        </style>
      </head>
      <body>
        ${body}
      </body>
    </html>`;

const moment = (mail: CaughtMail) =>
  html`<time datetime="${mail.receivedAt}"
    >${mail.receivedAt.slice(0, 19).replace("T", " ")} UTC</time
  >`;

/** Newest first; renews itself every five seconds. */
export const mailListPage = (mails: readonly CaughtMail[], limit: number) =>
  frame(
    "Mail",
    true,
    html`<h1>Mail</h1>
      ${
        mails.length === 0
          ? html`<p>Nothing has been sent yet. What the portal sends is caught here.</p>`
          : html`<p>Newest first; the latest ${limit} are kept. Nothing leaves this machine.</p>
              <ol>
                ${mails.map(
                  (mail) =>
                    html`<li>
                      <a href="/messages/${mail.id}">${mail.subject || "(no subject)"}</a>
                      <p>To ${mail.to} · ${moment(mail)}</p>
                    </li>`,
                )}
              </ol>`
      }`,
  );

const ADDRESS = /(https?:\/\/[^\s<>"]+)/;

const withLinks = (text: string) =>
  text
    .split(ADDRESS)
    .map((part, index) => (index % 2 === 1 ? html`<a href="${part}">${part}</a>` : html`${part}`));

export const messagePage = (mail: CaughtMail) =>
  frame(
    mail.subject,
    false,
    html`<p><a href="/">All mail</a></p>
      <h1>${mail.subject || "(no subject)"}</h1>
      <dl>
        <dt>To</dt>
        <dd>${mail.to}</dd>
        <dt>From</dt>
        <dd>${mail.headers.from ?? ""}</dd>
        <dt>Received</dt>
        <dd>${moment(mail)}</dd>
      </dl>
      ${
        mail.html
          ? html`<iframe title="The message as HTML" src="/messages/${mail.id}/html"></iframe>`
          : ""
      }
      <h2>As text</h2>
      <pre>${withLinks(mail.text)}</pre>`,
  );
