import { BackLink } from "@/components/ui/navigation/back-link";
import type { NoticeSettings } from "@/lib/notifications/settings/queries";
import { useTexts } from "#texts";

import { KindsPanel, type KindsPanelProps } from "./kinds-panel";
import { type FollowOrganization, OrganizationLevels } from "./organization-levels";
import { PushPanel, type PushPanelProps } from "./push/push-panel";
import { type ChangeTimes, TimesPanel } from "./times-panel";

interface NotificationSettingsViewProps extends Omit<KindsPanelProps, "kinds"> {
  settings: NoticeSettings;
  changeTimes: ChangeTimes;
  followOrganization: FollowOrganization;
  push: PushPanelProps;
}

export function NotificationSettingsView({
  settings,
  changeTimes,
  followOrganization,
  push,
  ...kindsPanel
}: NotificationSettingsViewProps) {
  const t = useTexts();
  const { kinds, times, timeZone, organizations } = settings;
  return (
    <div className="grid max-w-3xl gap-5">
      <div className="grid gap-2">
        <BackLink href="/settings" label={t("shell.settings")} />
        <h1 className="text-2xl font-semibold tracking-tight">{t("noticeSettings.title")}</h1>
      </div>
      <OrganizationLevels organizations={organizations} follow={followOrganization} />
      <KindsPanel kinds={kinds} {...kindsPanel} />
      <PushPanel {...push} />
      <TimesPanel
        times={times}
        timeZone={timeZone}
        sendsMail={kindsPanel.sendsMail}
        change={changeTimes}
      />
    </div>
  );
}
