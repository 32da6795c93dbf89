import { Button, buttonVariants } from "@/components/ui/button";
import { Field } from "@/components/ui/form/field";
import { HiddenFields } from "@/components/ui/form/hidden-fields";
import { Input } from "@/components/ui/form/input";
import { Select } from "@/components/ui/form/select";
import { PLAIN } from "@/lib/forms/plain-form";
import { useTexts } from "#texts";

import { placeField } from "./view-fields";
import type { ViewCommands } from "./view-task";

interface PlainSaveFormProps {
  query: string;
  commands: Pick<ViewCommands, "audience" | "organizations" | "viewerId">;
}

/** Saves a view where no scripts run. */
export function PlainSaveForm({ query, commands }: PlainSaveFormProps) {
  const t = useTexts();
  const { audience, organizations, viewerId } = commands;
  const place = placeField(t, true);
  return (
    <details className="basis-full">
      <summary className={buttonVariants({ variant: "secondary", size: "small" })}>
        {t("views.save")}
      </summary>
      <form noValidate method="post" action="/api/views" className="mt-3 grid max-w-sm gap-3">
        <HiddenFields values={{ [PLAIN.viewer]: viewerId, [PLAIN.audience]: audience, query }} />
        <Field id="view-name" label={t("views.name")} help={t("views.nameHelp")}>
          {(control) => <Input {...control} name="name" required autoComplete="off" />}
        </Field>
        {organizations.length > 0 ? (
          <Field id="view-whose" label={t("views.whose")}>
            {(control) => (
              <Select {...control} name="whose">
                <option value="">{t("views.onlyMe")}</option>
                {organizations.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {t("views.everyone", { organization: name })}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        ) : null}
        <Field id="view-place" label={place.label}>
          {(control) => (
            <Select {...control} name={place.name}>
              {place.choices.map(({ value, label }) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Button type="submit" className="justify-self-start">
          {t("views.saveName")}
        </Button>
      </form>
    </details>
  );
}
