import { randomUUID } from "node:crypto";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

import { Hono } from "hono";
import { SMTPServer } from "smtp-server";

import { isLocalRequest } from "../shared/is-local-request";
import { serve } from "../shared/serve";
import { type CaughtMail, parseMail } from "./message";
import { mailListPage, messagePage } from "./page";

const HOST = "127.0.0.1";
const MAX_KEPT = 500;
const MAX_BYTES = 1_000_000;

/** Thrown by a hook: the connection breaks without an answer. */
export class ConnectionCut extends Error {}

/** A refusal of the mail server. */
export class MailRefused extends Error {
  constructor(
    readonly responseCode: number,
    message: string,
  ) {
    super(message);
  }
}

export interface MailCatcherOptions {
  /** Of the page; 0, the default, takes a free one. */
  port?: number;
  /** Called before an email is kept and answered, with its source. May wait, or throw one of these errors. */
  beforeAccept?: (mail: CaughtMail, source: Buffer) => void | Promise<void>;
  /** The portal's own address, which refuses mail with these words. */
  noReplies?: { address: string; text: string };
}

export interface MailCatcher {
  /** The page for people, with `GET /messages` and `DELETE /messages`. */
  url: string;
  smtpUrl: string;
  /** Newest first. */
  messages(): readonly CaughtMail[];
  stop(): Promise<void>;
}

/** A mail server on loopback that keeps what it gets, in memory, and sends nothing on. */
export async function startMailCatcher(options: MailCatcherOptions = {}): Promise<MailCatcher> {
  const kept: CaughtMail[] = [];
  const smtp = new SMTPServer({
    disabledCommands: ["AUTH", "STARTTLS"],
    disableReverseLookup: true,
    size: MAX_BYTES,
    logger: false,
    closeTimeout: 100,
    onRcptTo({ address }, _session, done) {
      const { noReplies } = options;
      const isRefused = address.toLowerCase() === noReplies?.address.toLowerCase();
      done(isRefused ? new MailRefused(550, `5.7.1 ${noReplies?.text}`) : null);
    },
    onData(stream, session, done) {
      void (async () => {
        const source = await buffer(stream);
        if (stream.sizeExceeded) throw new MailRefused(552, "The message is too large");
        const mail = await parseMail(source, {
          id: randomUUID(),
          to: session.envelope.rcptTo.map(({ address }) => address),
          receivedAt: new Date(),
        });
        await options.beforeAccept?.(mail, source);
        kept.unshift(mail);
        kept.splice(MAX_KEPT);
      })().then(
        () => done(),
        (error: Error) => {
          if (error instanceof ConnectionCut) cut(smtp, session.id);
          else done(error);
        },
      );
    },
  });
  // A client that goes away is no error of the catcher.
  smtp.on("error", () => undefined);
  await new Promise<void>((resolve, reject) => {
    smtp.server.once("error", reject);
    smtp.listen(0, HOST, resolve);
  });
  const { port } = smtp.server.address() as AddressInfo;
  const page = await serve(routes(kept).fetch, HOST, options.port ?? 0);
  return {
    url: page.url,
    smtpUrl: `smtp://${HOST}:${port}`,
    messages: () => [...kept],
    async stop() {
      await Promise.all([page.close(), new Promise<void>((resolve) => smtp.close(resolve))]);
    },
  };
}

function cut(smtp: SMTPServer, sessionId: string): void {
  for (const { id, _socket: socket } of smtp.connections) if (id === sessionId) socket.destroy();
}

/** The email's own page runs no script and fetches nothing; its links open in the whole window. */
const MAIL_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; sandbox allow-popups allow-top-navigation-by-user-activation";

function routes(kept: CaughtMail[]): Hono {
  const app = new Hono();
  app.use("*", (c, next) =>
    isLocalRequest(c, HOST)
      ? next()
      : Promise.resolve(c.json({ error: "Mail is shown on this machine only." }, 403)),
  );
  app.get("/", (c) => c.html(mailListPage(kept, MAX_KEPT)));
  app.get("/messages", (c) => c.json(kept));
  app.delete("/messages", (c) => {
    kept.length = 0;
    return c.body(null, 204);
  });
  app.get("/messages/:id", (c) => {
    const mail = kept.find(({ id }) => id === c.req.param("id"));
    return mail ? c.html(messagePage(mail)) : c.notFound();
  });
  app.get("/messages/:id/html", (c) => {
    const mail = kept.find(({ id }) => id === c.req.param("id"));
    if (!mail) return c.notFound();
    c.header("content-security-policy", MAIL_POLICY);
    return c.html(`<base target="_top">${mail.html}`);
  });
  return app;
}
