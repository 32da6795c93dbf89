"use client";

import { useId } from "react";

import { SavedState } from "@/components/settings/saved-state";
import { SettingFailure } from "@/components/settings/setting-failure";
import { useSavedSetting } from "@/components/settings/use-saved-setting";
import { Panel } from "@/components/ui/panel";
import type { NoticeSettings } from "@/lib/notifications/settings/queries";
import type { OrganizationLevelInput } from "@/lib/notifications/settings/schemas";
import type { Result } from "@/lib/result";
import { useTexts } from "#texts";

/** Server action that refreshes the page. */
export type FollowOrganization = (
  input: OrganizationLevelInput,
) => Promise<Result<OrganizationLevelInput>>;

interface OrganizationLevelsProps {
  organizations: NoticeSettings["organizations"];
  follow: FollowOrganization;
}

const LEVELS = ["all", "mine", "none"] as const;

/** Choice of tickets that notify the viewer, for each organization. */
export function OrganizationLevels({ organizations, follow }: OrganizationLevelsProps) {
  const t = useTexts();
  if (organizations.length === 0) return null;
  return (
    <Panel title={t("noticeSettings.tickets")}>
      <div className="divide-y">
        {organizations.map((organization) => (
          <Level key={organization.organizationId} {...organization} follow={follow} />
        ))}
      </div>
    </Panel>
  );
}

type LevelProps = NoticeSettings["organizations"][number] & { follow: FollowOrganization };

function Level({ organizationId, name, level, follow }: LevelProps) {
  const t = useTexts();
  const id = useId();
  const { shown, set, retry, pending, saved, failure, isHydrated } = useSavedSetting(
    { organizationId, level },
    follow,
  );
  return (
    <div className="grid gap-3 px-4 py-4">
      <div className="flex items-start justify-between gap-3">
        <fieldset className="min-w-0" disabled={!isHydrated}>
          <legend className="mb-2 font-medium wrap-anywhere">{name}</legend>
          <div className="grid gap-2">
            {LEVELS.map((one) => (
              <div key={one} className="flex items-start gap-3">
                <span className="flex h-6 items-center">
                  <input
                    type="radio"
                    id={`${id}-${one}`}
                    name={id}
                    checked={shown.level === one}
                    onChange={() => set({ organizationId, level: one })}
                    aria-describedby={`${id}-${one}-help`}
                    className="size-4 shrink-0 accent-primary"
                  />
                </span>
                <div>
                  <label htmlFor={`${id}-${one}`} className="leading-6">
                    {t(`noticeSettings.level.${one}`)}
                  </label>
                  <p
                    id={`${id}-${one}-help`}
                    className="text-[0.8125rem] text-pretty text-muted-foreground"
                  >
                    {t(`noticeSettings.levelHelp.${one}`)}
                  </p>
                </div>
              </div>
            ))}
          </div>
        </fieldset>
        <SavedState pending={pending} saved={saved} />
      </div>
      <SettingFailure failure={failure} retry={retry} />
    </div>
  );
}
