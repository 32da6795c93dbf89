import type { Db } from "../../db/kysely";
import { DEFAULT_LANGUAGE, INTL_LOCALES, languageOf } from "../../i18n/languages";
import { message } from "../../i18n/message";
import { queueMail } from "../../mail/queue-mail";
import { reachableManagers } from "../../organizations/reachable-managers";
import { portalUrl } from "../../portal-url";
import { accessUrl } from "../../routes";
import type { OrganizationDay } from "./day-root";

const MAX_NAMED = 50;

/** No ticket is named: a manager may not see a private one. */
export async function mailDayRoot(
  client: Db,
  { organizationId, day }: OrganizationDay,
  root: string,
  caseFiles: readonly string[],
): Promise<void> {
  const managers = await reachableManagers(client, organizationId);
  for (const { id: userId, email, language: tag, organization: name } of managers) {
    const language = languageOf(tag) ?? DEFAULT_LANGUAGE;
    const date = new Intl.DateTimeFormat(INTL_LOCALES[language], {
      dateStyle: "long",
      timeZone: "UTC",
    }).format(new Date(day));
    const organization = { words: name };
    const count = caseFiles.length;
    await queueMail(client, {
      kind: "day_root",
      guard: { userId, organizationId, ticketId: null, needsManager: true },
      to: email,
      language,
      content: {
        subject: message("caseFile.mail.subject", { date, organization }),
        paragraphs: [
          message("caseFile.mail.text", { count, date, organization }),
          message("caseFile.mail.keep"),
          message("caseFile.mail.files"),
          ...caseFiles.slice(0, MAX_NAMED),
          message("caseFile.mail.day"),
          root,
        ],
        button: { label: message("caseFile.mail.open"), url: portalUrl(accessUrl()) },
        reason: message("caseFile.mail.reason", { organization }),
      },
    });
  }
}
