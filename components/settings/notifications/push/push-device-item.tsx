import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { DescriptionCell, DescriptionList } from "@/components/ui/description-list";
import type { Locale } from "@/components/ui/time/format-time";
import { Time } from "@/components/ui/time/time";
import type { PushSettings } from "@/lib/notifications/push/queries";
import { useTexts } from "#texts";

interface PushDeviceItemProps {
  device: PushSettings["devices"][number];
  locale: Locale;
  /** Distinguishes it from the person's other devices. */
  addedAt: string;
  isHere: boolean;
  pending: boolean;
  onRemove: () => void;
}

export function PushDeviceItem(props: PushDeviceItemProps) {
  const { device, locale, addedAt, isHere, pending, onRemove } = props;
  const t = useTexts();
  const { name } = device;
  return (
    <li className="grid gap-3 px-4 py-4 sm:grid-cols-[minmax(0,1fr)_auto] sm:items-start">
      <div className="grid min-w-0 gap-2">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          {name}
          {isHere ? <Badge tone="tint">{t("noticeSettings.push.thisBrowser")}</Badge> : null}
        </p>
        <DescriptionList className="grid grid-cols-2 gap-x-4 gap-y-2 md:grid-cols-[8rem_minmax(0,1fr)]">
          <DescriptionCell label={t("noticeSettings.push.added")}>
            <Time at={device.addedAt} locale={locale} />
          </DescriptionCell>
          <DescriptionCell label={t("noticeSettings.push.lastSent")}>
            {device.lastSentAt ? (
              <Time at={device.lastSentAt} locale={locale} />
            ) : (
              t("noticeSettings.push.never")
            )}
          </DescriptionCell>
        </DescriptionList>
        {device.isLive ? null : (
          <p className="text-pretty text-muted-foreground">{t("noticeSettings.push.signedOut")}</p>
        )}
      </div>
      <Button
        variant="secondary"
        size="small"
        className="justify-self-start"
        aria-label={t("noticeSettings.push.removeNamed", { name, time: addedAt })}
        disabled={pending}
        onClick={onRemove}
      >
        {t("noticeSettings.push.remove")}
      </Button>
    </li>
  );
}
