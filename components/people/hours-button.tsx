import type { OpeningHours } from "@/lib/organizations/hours/opening-hours";
import { useTexts } from "#texts";

import { DialogButton } from "./dialogs/dialog-button";
import { DialogHost, DialogStatus } from "./dialogs/dialog-host";
import type { DialogAction } from "./dialogs/dialog-question";

interface HoursButtonProps {
  organizationId: string;
  /** Null: none yet. */
  hours: OpeningHours | null;
  /** Of the person who sets them first. */
  timeZone: string;
  /** Absent for those who may not change them. */
  action: DialogAction | undefined;
}

/** The organization's business hours, by which waiting times are counted too. */
export function HoursButton({ organizationId, hours, timeZone, action }: HoursButtonProps) {
  const t = useTexts();
  const days = (["weekdays", "saturdays", "all"] as const).map((value) => ({
    value,
    label: t("openingHours.days", { days: value }),
  }));
  const field = (name: "opens" | "closes" | "timeZone" | "holidays", value: string) => ({
    name,
    label: t(`openingHours.field.${name}`),
    value,
    help: t(`openingHours.help.${name}`),
  });
  return (
    <div className="grid gap-2 text-[0.8125rem]">
      <p className="text-pretty">
        <span className="font-medium">{t("openingHours.title")}</span>{" "}
        <span className="text-muted-foreground">
          {hours
            ? t("openingHours.are", {
                opens: hours.opens,
                closes: hours.closes,
                days: t("openingHours.days", { days: hours.days }),
                zone: hours.timeZone,
                holidays: hours.holidays.length,
              })
            : t("openingHours.none")}
        </span>
      </p>
      {action ? (
        <DialogHost>
          <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
            <DialogButton
              label={t("openingHours.change")}
              title={t("openingHours.title")}
              hint={t("openingHours.hint")}
              submit={t("members.save")}
              failureTitle={t("openingHours.notSaved")}
              done={t("openingHours.saved")}
              action={action}
              given={{ organizationId }}
              fields={[
                field("opens", hours?.opens ?? ""),
                field("closes", hours?.closes ?? ""),
                {
                  name: "days",
                  label: t("openingHours.field.days"),
                  value: hours?.days ?? "weekdays",
                  choices: days,
                },
                field("timeZone", hours?.timeZone ?? timeZone),
                field("holidays", (hours?.holidays ?? []).join(", ")),
              ]}
            />
            <DialogStatus className="" />
          </div>
        </DialogHost>
      ) : null}
    </div>
  );
}
