import { Button } from "@/components/ui/button";
import { Disclosure } from "@/components/ui/disclosure";
import { Field } from "@/components/ui/form/field";
import { HiddenFields } from "@/components/ui/form/hidden-fields";
import { Input } from "@/components/ui/form/input";
import type { Locale } from "@/components/ui/time/format-time";
import { PLAIN } from "@/lib/forms/plain-form";
import type { OpeningHours } from "@/lib/organizations/hours/opening-hours";
import { changeHoursUrl } from "@/lib/organizations/hours/urls";
import { weekdayNames, WEEKDAYS } from "@/lib/organizations/hours/week";
import { useTexts } from "#texts";

interface BusinessHoursProps {
  organizationId: string;
  /** Null: none yet. */
  hours: OpeningHours | null;
  viewerId: string;
  mayChange: boolean;
  /** Its time zone is offered until one is set. */
  locale: Locale;
}

/** The organization's business hours, by which waiting times are counted too. Needs no scripts. */
export function BusinessHours(props: BusinessHoursProps) {
  const { organizationId, hours, viewerId, mayChange, locale } = props;
  const t = useTexts();
  return (
    <div id="business-hours" className="grid gap-2 text-[0.8125rem]">
      <p className="text-pretty">
        <span className="font-medium">{t("openingHours.title")}</span>{" "}
        <span className="text-muted-foreground">
          {hours
            ? t("openingHours.are", {
                week: hours.text,
                zone: hours.timeZone,
                holidays: hours.holidays.length,
              })
            : t("openingHours.none")}
        </span>
      </p>
      {mayChange ? (
        <Disclosure summary={t("openingHours.change")}>
          <HoursForm {...{ organizationId, hours, viewerId, locale }} />
        </Disclosure>
      ) : null}
    </div>
  );
}

function HoursForm(props: Omit<BusinessHoursProps, "mayChange">) {
  const { organizationId, hours, viewerId, locale } = props;
  const t = useTexts();
  const names = weekdayNames(locale.language);
  return (
    <form
      noValidate
      method="post"
      action={changeHoursUrl(organizationId)}
      className="mt-3 grid max-w-md gap-4"
    >
      <HiddenFields values={{ [PLAIN.viewer]: viewerId }} />
      <p id="hours-hint" className="text-pretty text-muted-foreground">
        {t("openingHours.hint")}
      </p>
      <fieldset aria-describedby="hours-hint" className="grid gap-2">
        <legend className="sr-only">{t("openingHours.field.days")}</legend>
        {WEEKDAYS.map((day, index) => (
          <div key={day} className="grid grid-cols-[7rem_minmax(0,1fr)] items-center gap-x-3">
            <label htmlFor={`hours-${day}`} className="first-letter:uppercase">
              {names[index]}
            </label>
            <Input
              id={`hours-${day}`}
              name={day}
              defaultValue={hours?.week[day] ?? ""}
              placeholder={t("openingHours.closed")}
              autoComplete="off"
            />
          </div>
        ))}
      </fieldset>
      {(["timeZone", "holidays"] as const).map((name) => (
        <Field
          key={name}
          id={`hours-${name}`}
          label={t(`openingHours.field.${name}`)}
          help={t(`openingHours.help.${name}`)}
        >
          {(control) => (
            <Input
              {...control}
              name={name}
              defaultValue={
                name === "timeZone"
                  ? (hours?.timeZone ?? locale.timeZone)
                  : (hours?.holidays ?? []).join(", ")
              }
              autoComplete="off"
            />
          )}
        </Field>
      ))}
      <Button type="submit" variant="secondary" size="small" className="justify-self-start">
        {t("openingHours.save")}
      </Button>
    </form>
  );
}
