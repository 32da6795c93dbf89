import type { Metadata } from "next";

import { PageTexts } from "@/app/browser-texts";
import { NotificationSettingsView } from "@/components/settings/notifications/notification-settings-view";
import { forViewer } from "@/lib/auth/page-viewer";
import { requireSelf } from "@/lib/auth/viewer";
import { isMailConfigured } from "@/lib/mail/is-mail-configured";
import { pushSettings } from "@/lib/notifications/push/queries";
import { noticeSettings } from "@/lib/notifications/settings/queries";
import { requestTexts } from "@/lib/server/request-texts";

import {
  changeNoticeChoiceAction,
  changeNoticeTimesAction,
  followOrganizationAction,
  sendTestMailAction,
} from "./actions";
import { removePushAction, sendTestPushAction, subscribePushAction } from "./push-actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await requestTexts();
  return { title: t("noticeSettings.title") };
}

export default async function NotificationSettingsPage() {
  const viewer = await requireSelf();
  const [settings, push] = await Promise.all([noticeSettings(viewer), pushSettings(viewer)]);
  return (
    <PageTexts features={["settings", "noticeSettings"]}>
      <NotificationSettingsView
        settings={settings}
        email={viewer.email}
        sendsMail={isMailConfigured()}
        changeChoice={forViewer(viewer, changeNoticeChoiceAction)}
        changeTimes={forViewer(viewer, changeNoticeTimesAction)}
        followOrganization={forViewer(viewer, followOrganizationAction)}
        sendTest={forViewer(viewer, sendTestMailAction)}
        push={{
          push,
          locale: viewer,
          subscribe: forViewer(viewer, subscribePushAction),
          remove: forViewer(viewer, removePushAction),
          sendTest: forViewer(viewer, sendTestPushAction),
        }}
      />
    </PageTexts>
  );
}
