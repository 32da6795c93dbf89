"use client";

import { FailureAlert } from "@/components/feedback/failure-alert";
import { Checkbox } from "@/components/ui/form/checkbox";
import type { OrganizationSettings } from "@/lib/organizations/queries";
import type { Result } from "@/lib/result";
import { useTexts } from "#texts";

import { SavedState } from "./saved-state";
import { useSavedSetting } from "./use-saved-setting";

/** A server action; it refreshes the page itself. */
export type ChangeOrganization = (input: {
  organizationId: string;
  useReferences: boolean;
}) => Promise<Result<{ organizationId: string; useReferences: boolean }>>;

interface ReferenceSettingProps {
  organization: OrganizationSettings;
  change: ChangeOrganization;
}

/** Toggles the reference at the end of the organization's messages. Saves at once. */
export function ReferenceSetting({ organization, change }: ReferenceSettingProps) {
  const t = useTexts();
  const { organizationId, useReferences, mayChange } = organization;
  const { shown, set, retry, pending, saved, failure, isHydrated } = useSavedSetting(
    { organizationId, useReferences },
    change,
  );
  const id = `references-${organizationId}`;

  return (
    <div className="grid gap-3 px-4 py-4">
      <div className="flex items-start gap-3">
        <span className="flex h-6 items-center">
          <Checkbox
            id={id}
            checked={shown.useReferences}
            disabled={!mayChange || !isHydrated}
            aria-describedby={`${id}-help`}
            onChange={(event) => set({ organizationId, useReferences: event.target.checked })}
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
        {failure ? (
          <FailureAlert failure={failure} title={t("settings.notChanged")} onRetry={retry} />
        ) : null}
      </div>
    </div>
  );
}
