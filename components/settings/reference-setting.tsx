"use client";

import { startTransition as startUpdate, useOptimistic, useState, useTransition } from "react";

import { actionResult } from "@/components/feedback/action-result";
import { FailureAlert } from "@/components/feedback/failure-alert";
import { Checkbox } from "@/components/ui/form/checkbox";
import { useHydrated } from "@/components/ui/hooks/use-hydrated";
import type { OrganizationSettings } from "@/lib/organizations/queries";
import type { Failure, Result } from "@/lib/result";
import { useTexts } from "#texts";

import { SavedState } from "./saved-state";

/** A server action; it refreshes the page itself. */
export type ChangeOrganization = (input: {
  organizationId: string;
  useReferences: boolean;
}) => Promise<Result<{ useReferences: boolean }>>;

interface ReferenceSettingProps {
  organization: OrganizationSettings;
  change: ChangeOrganization;
}

/** Toggles the reference at the end of the organization's messages. Saves at once. */
export function ReferenceSetting({ organization, change }: ReferenceSettingProps) {
  const t = useTexts();
  const { organizationId, useReferences, mayChange } = organization;
  // Until the refreshed page has arrived, not only the answer.
  const [isChecked, setIsChecked] = useOptimistic(useReferences);
  const [pending, startTransition] = useTransition();
  const [failure, setFailure] = useState<Failure | null>(null);
  const [saved, setSaved] = useState(false);
  const isHydrated = useHydrated();
  const id = `references-${organizationId}`;

  function set(next: boolean) {
    if (pending) return;
    setFailure(null);
    setSaved(false);
    startTransition(async () => {
      setIsChecked(next);
      const result = await actionResult(t, change({ organizationId, useReferences: next }));
      startUpdate(() => {
        if (result.ok) setSaved(true);
        else setFailure(result);
      });
    });
  }

  return (
    <div className="grid gap-3 px-4 py-4">
      <div className="flex items-start gap-3">
        <span className="flex h-6 items-center">
          <Checkbox
            id={id}
            checked={isChecked}
            disabled={!mayChange || !isHydrated}
            aria-describedby={`${id}-help`}
            onChange={(event) => set(event.target.checked)}
          />
        </span>
        <div className="grid min-w-0 flex-1 gap-1">
          <div className="flex items-start justify-between gap-3">
            <label htmlFor={id} className="font-medium leading-6">
              {t("settings.reference")}
            </label>
            <SavedState pending={pending} saved={saved} />
          </div>
          <p id={`${id}-help`} className="max-w-[62ch] text-pretty text-muted-foreground">
            {t("settings.referenceHelp")}
          </p>
        </div>
      </div>
      <div aria-live="polite" className="empty:hidden">
        {failure ? <FailureAlert failure={failure} title={t("settings.notChanged")} /> : null}
      </div>
    </div>
  );
}
