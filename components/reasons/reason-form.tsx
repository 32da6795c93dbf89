import type { Route } from "next";

import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/form/field";
import { HiddenFields } from "@/components/ui/form/hidden-fields";
import { Input } from "@/components/ui/form/input";
import { MarkedText } from "@/components/ui/text/marked-text";
import { PLAIN } from "@/lib/forms/plain-form";
import { markForeign } from "@/lib/i18n/foreign-words";
import { MAX_REASON_CHARACTERS } from "@/lib/review/reasons/schemas";
import { useTexts } from "#texts";

interface ReasonFormProps {
  what: "case" | "ticket";
  /** Names the ticket or case, for `MarkedText`. */
  name: string;
  organizationName: string;
  /** The time that a reason holds for. */
  hours: number;
  action: Route;
  viewerId: string;
}

/** Shown in place of a page until staff have written why they open it. Needs no scripts. */
export function ReasonForm(props: ReasonFormProps) {
  const { what, name, organizationName, hours, action, viewerId } = props;
  const t = useTexts();
  const organization = markForeign(organizationName);
  return (
    <Card className="mx-auto grid w-full max-w-[36rem] gap-5 p-6 max-sm:p-4">
      <div className="grid gap-2">
        <p className="text-[0.8125rem] text-muted-foreground">
          <MarkedText text={name} />
        </p>
        <h1 className="text-xl font-semibold tracking-tight">
          {t("review.reason.title", { what })}
        </h1>
        <p className="text-pretty">
          <MarkedText text={t("review.reason.hint", { organization })} />
        </p>
      </div>
      <form noValidate method="post" action={action} className="grid gap-5">
        <HiddenFields values={{ [PLAIN.viewer]: viewerId }} />
        <Field
          id="reason"
          label={t("review.reason.label")}
          help={t("review.reason.help", { hours })}
        >
          {(control) => (
            <Input
              {...control}
              name="reason"
              required
              maxLength={MAX_REASON_CHARACTERS}
              autoComplete="off"
            />
          )}
        </Field>
        <Button type="submit" className="justify-self-start">
          {t("review.reason.open", { what })}
        </Button>
      </form>
    </Card>
  );
}
