import { pool } from "@/lib/db/pool";
import { deliverMails } from "@/lib/mail/deliver-mails";

// Delivers once for each message of its parent, until the parent disconnects.
process.on(
  "message",
  () => void deliverMails(Date.now() + 10_000).then((report) => process.send?.(report)),
);
process.on("disconnect", () => void pool().end());
process.send?.("ready");
