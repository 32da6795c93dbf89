import { enabledPerson } from "../../accounts/tell-person";
import { countPersonUse } from "../../auth/limits/person-rates";
import type { Viewer } from "../../auth/types";
import { transaction } from "../../db/kysely";
import { AppError } from "../../errors";
import { message } from "../../i18n/message";
import { isMailConfigured } from "../../mail/is-mail-configured";
import { queueMail } from "../../mail/queue-mail";
import { portalUrl } from "../../portal-url";
import { notificationSettingsUrl } from "../../routes";

/** Mails the viewer a test. Throws `throttled` after five in an hour. */
export async function sendTestMail(viewer: Viewer): Promise<{ email: string }> {
  if (!isMailConfigured())
    throw new AppError("conflict", { text: message("noticeSettings.noMail") });
  await countPersonUse(viewer, "noticeTest");
  return transaction(async (client) => {
    const person = await enabledPerson(client, { id: viewer.userId });
    if (!person) throw new AppError("unauthenticated");
    const { email, language = viewer.language } = person;
    await queueMail(client, {
      kind: "notice_test",
      to: email,
      language,
      content: {
        subject: message("noticeSettings.testMail.subject"),
        paragraphs: [message("noticeSettings.testMail.text")],
        button: {
          label: message("noticeSettings.testMail.button"),
          url: portalUrl(notificationSettingsUrl()),
        },
        reason: message("noticeSettings.testMail.reason"),
      },
    });
    return { email };
  });
}
