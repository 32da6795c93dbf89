import { Panel } from "@/components/ui/panel";
import type { NoticeSettings } from "@/lib/notifications/settings/queries";
import { cn } from "@/lib/utils";
import { useTexts } from "#texts";

import { KIND_GRID } from "./kind-grid";
import { type ChangeChoice, KindRow } from "./kind-row";
import { MailTest, type SendTest } from "./mail-test";

export interface KindsPanelProps {
  kinds: NoticeSettings["kinds"];
  /** The viewer's mail address. */
  email: string;
  sendsMail: boolean;
  changeChoice: ChangeChoice;
  sendTest: SendTest;
}

/** Matrix of kinds and channels; one block per kind on a phone. */
export function KindsPanel({ kinds, email, sendsMail, changeChoice, sendTest }: KindsPanelProps) {
  const t = useTexts();
  return (
    <Panel title={t("noticeSettings.kinds")}>
      {/* Each control carries the name of its column as well. */}
      <div
        aria-hidden
        className={cn(
          KIND_GRID,
          "border-b py-2 text-[0.8125rem] text-muted-foreground max-sm:hidden",
        )}
      >
        <span />
        <span>{t("noticeSettings.inApp")}</span>
        <span>{sendsMail ? t("noticeSettings.mail") : null}</span>
        <span>{t("noticeSettings.push.column")}</span>
      </div>
      <ul className="divide-y">
        {kinds.map(({ kind, ...chosen }) => (
          <li key={kind}>
            <KindRow kind={kind} {...chosen} sendsMail={sendsMail} change={changeChoice} />
          </li>
        ))}
      </ul>
      <div className="border-t px-4 py-4">
        {sendsMail ? (
          <MailTest email={email} send={sendTest} />
        ) : (
          <p className="text-pretty text-muted-foreground">{t("noticeSettings.noMail")}</p>
        )}
      </div>
    </Panel>
  );
}
