import { unseal } from "../crypto/seal";
import { workAs } from "../db/work";
import { env } from "../env";
import { isAppError } from "../errors";
import { log } from "../log";
import { readableBody } from "./guard";
import { isMailConfigured } from "./is-mail-configured";
import { type MailBody, mailSealContext } from "./mail-body";
import {
  markFailed,
  markSent,
  MAX_ATTEMPTS,
  retryLater,
  takeMail,
  type TakenMail,
} from "./mail-rows";
import { renderMail } from "./render-mail";
import { sendBySmtp, sendFailure } from "./smtp";

export interface MailReport {
  sent: number;
  /** Will be retried. */
  waiting: number;
  failed: number;
}

/** Concurrent deliveries in this process. */
const MAX_LANES = 4;
const MAX_PER_LANE = 100;
let lanes = 0;

/**
 * Sends due emails until `endBy` (epoch milliseconds). Any number of processes may run at once. If a
 * process dies after the server accepted an email, it is sent again with the same Message-ID.
 */
export async function deliverMails(endBy: number): Promise<MailReport> {
  const report: MailReport = { sent: 0, waiting: 0, failed: 0 };
  if (!isMailConfigured()) return report;
  const free = Math.max(0, MAX_LANES - lanes);
  await Promise.all(Array.from({ length: free }, () => runLane(endBy, report)));
  return report;
}

const SOON_MS = 20_000;

/** Sends emails queued by a request, unless running lanes take them. */
export async function deliverSoon(): Promise<void> {
  if (!isMailConfigured() || lanes >= MAX_LANES) return;
  await runLane(Date.now() + SOON_MS, { sent: 0, waiting: 0, failed: 0 });
}

/** Never throws: an unsettled email is taken again after its lease. */
async function runLane(endBy: number, report: MailReport): Promise<void> {
  lanes += 1;
  await workAs({ as: "background" }, () => deliverAll(endBy, report))
    .catch((error: unknown) => log.error({ err: error }, "mail could not be taken up"))
    .finally(() => (lanes -= 1));
}

/** Ends when nothing is due, or when no server answers, so that other emails keep their tries. */
async function deliverAll(endBy: number, report: MailReport): Promise<void> {
  for (let count = 0; count < MAX_PER_LANE && Date.now() < endBy; count += 1) {
    const mail = await takeMail();
    if (!mail || (await deliver(mail, report)) === "unreachable") return;
  }
}

async function deliver(mail: TakenMail, report: MailReport): Promise<"done" | "unreachable"> {
  // Every process that took it died.
  if (mail.attempts > MAX_ATTEMPTS) {
    await markFailed(mail, "attempts_exhausted");
    report.failed += 1;
    return "done";
  }
  try {
    const { id, message_id: messageId, recipient: to } = mail;
    const body = await readableBody(mail, readBody(mail));
    if (body === null) {
      await markFailed(mail, "withheld");
      report.failed += 1;
      return "done";
    }
    await sendBySmtp({ ...renderMail(body), headers: body.headers, messageId, to });
    await markSent(mail);
    report.sent += 1;
    log.info({ mailId: id, kind: mail.kind }, "mail sent");
    return "done";
  } catch (error) {
    return settleFailure(mail, report, error);
  }
}

function readBody({ id, sealed_body: sealed }: TakenMail): MailBody {
  return JSON.parse(unseal(sealed ?? "", mailSealContext(id), env().CREDENTIAL_KEYS)) as MailBody;
}

async function settleFailure(mail: TakenMail, report: MailReport, error: unknown) {
  const { id: mailId, kind, attempts } = mail;
  // Database failures and unreadable bodies are not failures of the mail server.
  const failure = isAppError(error)
    ? { isFinal: false, isUnreachable: false, text: error.code }
    : sendFailure(error);
  const isLast = failure.isFinal || attempts >= MAX_ATTEMPTS;
  // The server's response is not logged, as it may quote the address.
  const { code, responseCode } = error as { code?: unknown; responseCode?: unknown };
  log.warn({ mailId, kind, attempts, code, responseCode, isLast }, "mail could not be sent");
  await (isLast ? markFailed(mail, failure.text) : retryLater(mail, failure.text));
  report[isLast ? "failed" : "waiting"] += 1;
  return failure.isUnreachable ? "unreachable" : "done";
}
