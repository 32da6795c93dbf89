import type { Db } from "../../db/kysely";
import { DEFAULT_LANGUAGE, INTL_LOCALES, languageOf } from "../../i18n/languages";
import { message } from "../../i18n/message";
import { queueMail } from "../../mail/queue-mail";
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
  const managers = await client
    .selectFrom("membership as m")
    .innerJoin("user as u", "u.id", "m.user_id")
    .innerJoin("organization as o", "o.id", "m.organization_id")
    .where("m.organization_id", "=", organizationId)
    .where("m.role", "=", "manager")
    .where("u.disabled_at", "is", null)
    .where("u.email_verified_at", "is not", null)
    .select(["u.id", "u.email", "u.language", "o.name"])
    .execute();
  for (const { id: userId, email, language: tag, name } of managers) {
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
