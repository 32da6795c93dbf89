import type { Viewer } from "../../auth/types";
import type { Db } from "../../db/kysely";
import { message } from "../../i18n/message";
import { isMailConfigured } from "../../mail/is-mail-configured";
import { queueMail } from "../../mail/queue-mail";
import { portalUrl } from "../../portal-url";
import { securityUrl } from "../../routes";
import { doneAt } from "../tell-person";

export async function tellAboutPasskey(
  client: Db,
  { email, language, timeZone, session }: Viewer,
  change: "added" | "removed",
  name: string,
): Promise<void> {
  if (!isMailConfigured()) return;
  const what =
    change === "added"
      ? message("passkeys.mail.added", { name: { words: name } })
      : message("passkeys.mail.removed", { name: { words: name } });
  await queueMail(client, {
    kind: `passkey_${change}`,
    to: email,
    language,
    content: {
      subject:
        change === "added"
          ? message("passkeys.mail.addedSubject")
          : message("passkeys.mail.removedSubject"),
      paragraphs: [
        what,
        doneAt(language, timeZone, session.network),
        message("passkeys.mail.notYou"),
      ],
      button: { label: message("passkeys.mail.button"), url: portalUrl(securityUrl()) },
      reason: message("passkeys.mail.reason"),
    },
  });
}
