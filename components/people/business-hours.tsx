import { Button } from "@/components/ui/button";
import { Disclosure } from "@/components/ui/disclosure";
import { Field } from "@/components/ui/form/field";
import { HiddenFields } from "@/components/ui/form/hidden-fields";
import { Input } from "@/components/ui/form/input";
import { MarkedText } from "@/components/ui/text/marked-text";
import type { Locale } from "@/components/ui/time/format-time";
import { PLAIN } from "@/lib/forms/plain-form";
import type { OpeningHours } from "@/lib/organizations/hours/opening-hours";
import type { TypedHours } from "@/lib/organizations/hours/types";
import { changeHoursUrl } from "@/lib/organizations/hours/urls";
import { HOURS_FIELDS, weekdayNames, WEEKDAYS } from "@/lib/organizations/hours/week";
import { useTexts } from "#texts";

interface BusinessHoursProps {
  organizationId: string;
  /** Null: none yet. */
  hours: OpeningHours | null;
  /** Rejected values, with their errors. */
  typed: TypedHours | null;
  viewerId: string;
  mayChange: boolean;
  /** Its time zone is offered until one is set. */
  locale: Locale;
}

/** The organization's business hours, by which waiting times are counted too. Needs no scripts. */
export function BusinessHours(props: BusinessHoursProps) {
  const { organizationId, hours, typed, viewerId, mayChange, locale } = props;
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
        <Disclosure summary={t("openingHours.change")} open={typed !== null}>
          <HoursForm {...{ organizationId, hours, typed, viewerId, locale }} />
        </Disclosure>
      ) : null}
    </div>
  );
}

function HoursForm(props: Omit<BusinessHoursProps, "mayChange">) {
  const { organizationId, hours, typed, viewerId, locale } = props;
  const t = useTexts();
  const names = weekdayNames(locale.language);
  const errors = typed?.errors ?? {};
  const firstWrong = HOURS_FIELDS.find((name) => errors[name]);
  const rest = {
    timeZone: hours?.timeZone ?? locale.timeZone,
    holidays: (hours?.holidays ?? []).join(", "),
  };
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
              defaultValue={typed?.values[day] ?? hours?.week[day] ?? ""}
              placeholder={t("openingHours.closed")}
              autoComplete="off"
              autoFocus={day === firstWrong}
              aria-invalid={errors[day] ? true : undefined}
              aria-describedby={errors[day] ? `hours-${day}-error` : undefined}
            />
            {errors[day] ? (
              <p id={`hours-${day}-error`} className="col-start-2 pt-1 text-destructive">
                <MarkedText text={errors[day]} />
              </p>
            ) : null}
          </div>
        ))}
      </fieldset>
      {(["timeZone", "holidays"] as const).map((name) => (
        <Field
          key={name}
          id={`hours-${name}`}
          label={t(`openingHours.field.${name}`)}
          help={t(`openingHours.help.${name}`)}
          error={errors[name]}
        >
          {(control) => (
            <Input
              {...control}
              name={name}
              defaultValue={typed?.values[name] ?? rest[name]}
              autoComplete="off"
              autoFocus={name === firstWrong}
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
