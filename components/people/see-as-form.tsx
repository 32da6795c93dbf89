"use client";

import { buttonVariants } from "@/components/ui/button";
import { HiddenFields } from "@/components/ui/form/hidden-fields";
import { Input } from "@/components/ui/form/input";
import { START_SEEING } from "@/lib/auth/seeing/paths";
import { PLAIN } from "@/lib/forms/plain-form";
import { useTexts } from "#texts";

/** The people listed whom staff may see the portal as. */
export interface SeeAs {
  userIds: readonly string[];
  asksReason: boolean;
  maxReason: number;
}

interface SeeAsFormProps {
  person: { userId: string; name: string };
  organizationId: string;
  viewerId: string;
  seeAs: SeeAs;
}

const LOOK = buttonVariants({ variant: "secondary", size: "small" });

/** Needs no scripts. Where a reason is asked for, its field unfolds. */
export function SeeAsForm({ person, organizationId, viewerId, seeAs }: SeeAsFormProps) {
  const t = useTexts();
  const { userId, name } = person;
  if (!seeAs.userIds.includes(userId)) return null;
  const reasonId = `reason-${userId}`;
  const submit = (
    <button type="submit" aria-label={t("members.seeAsOf", { name })} className={LOOK}>
      {t("members.seeAs")}
    </button>
  );
  const hidden = <HiddenFields values={{ [PLAIN.viewer]: viewerId, organizationId, userId }} />;
  if (!seeAs.asksReason)
    return (
      <form noValidate method="post" action={START_SEEING}>
        {hidden}
        {submit}
      </form>
    );
  return (
    <details className="grid gap-2">
      <summary aria-label={t("members.seeAsOf", { name })} className={LOOK}>
        {t("members.seeAs")}
      </summary>
      <form noValidate method="post" action={START_SEEING} className="mt-2 grid gap-2">
        {hidden}
        <label htmlFor={reasonId} className="text-[0.8125rem] font-medium">
          {t("members.seeAsReason")}
        </label>
        <Input
          id={reasonId}
          name="reason"
          required
          maxLength={seeAs.maxReason}
          autoComplete="off"
        />
        {submit}
      </form>
    </details>
  );
}
