import { createTransport } from "nodemailer";

import { env } from "../env";
import type { MailHeaders } from "./mail-body";
import type { RenderedMail } from "./render-mail";

export interface OutgoingMail extends RenderedMail {
  messageId: string;
  to: string;
  headers?: MailHeaders;
}

/** Their sum is below the lease of `takeMail`. */
const CONNECT_MS = 10_000;
const SILENT_MS = 20_000;

const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** Prevents folding: a folded List-Unsubscribe breaks signatures of some mail servers. */
const prepared = (value: string) => ({ prepared: true, value });

function listHeaders({ listId, unsubscribe }: MailHeaders) {
  return {
    "List-Id": prepared(`<${listId}>`),
    "List-Unsubscribe": prepared(`<${unsubscribe}>`),
    "List-Unsubscribe-Post": prepared("List-Unsubscribe=One-Click"),
  };
}

/** Sends on its own connection; only over TLS, unless the server is on this machine. */
export async function sendBySmtp({ messageId, to, headers, ...mail }: OutgoingMail): Promise<void> {
  const { SMTP_URL: url, MAIL_FROM: from } = env();
  if (!url || !from) throw new Error("There is no mail server.");
  const transport = createTransport({
    url,
    requireTLS: !LOOPBACK.has(new URL(url).hostname),
    dnsTimeout: CONNECT_MS,
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SILENT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    await transport.sendMail({
      ...mail,
      from,
      to: { name: "", address: to },
      messageId: `<${messageId}>`,
      inReplyTo: headers?.thread,
      references: headers?.thread,
      xMailer: false,
      headers: {
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        ...(headers ? listHeaders(headers) : {}),
      },
    });
  } finally {
    transport.close();
  }
}

/** The outcome of a failed delivery. */
export interface SendFailure {
  /** The server refused this recipient or message for good. */
  isFinal: boolean;
  /** No server answered, or it refuses everything: other emails would fail too. */
  isUnreachable: boolean;
  /** The server's answer, or the kind of failure. */
  text: string;
}

/** Refused credentials or senders are not final: the operator can fix them. */
const FINAL_COMMANDS = new Set(["RCPT TO", "DATA"]);

export function sendFailure(error: unknown): SendFailure {
  const { code, responseCode, command, response } = error as Partial<
    Record<"code" | "command" | "response", string> & { responseCode: number }
  >;
  const isOfThisMail = command !== undefined && FINAL_COMMANDS.has(command);
  const isRefused = responseCode !== undefined && responseCode >= 500;
  const isInvalid = code === "EENVELOPE" && command === "API";
  return {
    isFinal: isInvalid || (isOfThisMail && isRefused),
    isUnreachable: !isInvalid && !isOfThisMail,
    text: response ?? code ?? (error instanceof Error ? error.name : "unknown"),
  };
}
