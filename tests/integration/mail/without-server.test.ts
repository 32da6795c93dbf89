import { describe, expect, it } from "vitest";

import { askAddressChange } from "@/lib/accounts/address/commands";
import { db } from "@/lib/db/kysely";
import { message } from "@/lib/i18n/message";
import { deliverMails } from "@/lib/mail/deliver-mails";
import { isMailConfigured } from "@/lib/mail/is-mail-configured";
import { queueMail } from "@/lib/mail/queue-mail";

import { useTestDatabase } from "../../helpers/database";
import { makeViewer } from "../../helpers/people";
import { sql } from "../../helpers/sql";

useTestDatabase();
process.env.SMTP_URL = "";

describe("without a mail server", () => {
  it("stores no mail, and says so", async () => {
    const text = message("errors.invalid");
    await queueMail(db(), {
      kind: "test",
      to: "ann@example.com",
      language: "en",
      content: { subject: text, paragraphs: [], reason: text },
    });
    expect(isMailConfigured()).toBe(false);
    expect(await sql("SELECT id FROM mail")).toEqual([]);
    expect(await deliverMails(Date.now() + 1_000)).toEqual({ sent: 0, waiting: 0, failed: 0 });
  });

  it("changes no address, as nothing would confirm it", async () => {
    await expect(
      askAddressChange(await makeViewer(), { email: "new@example.com" }),
    ).rejects.toMatchObject({ code: "conflict" });
    expect(await sql("SELECT id FROM account_token")).toEqual([]);
  });
});
