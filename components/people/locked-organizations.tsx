import { Panel } from "@/components/ui/panel";
import type { LockedOrganization } from "@/lib/auth/types";
import { useTexts } from "#texts";

import { DialogHost } from "./dialogs/dialog-host";
import type { DialogAction } from "./dialogs/dialog-question";
import { LeaveButton } from "./leave-button";

interface LockedOrganizationsProps {
  organizations: readonly LockedOrganization[];
  leave: DialogAction;
}

/** Lists the organizations that require a second factor, which the session lacks. */
export function LockedOrganizations({ organizations, leave }: LockedOrganizationsProps) {
  const t = useTexts();
  if (organizations.length === 0) return null;
  return (
    <Panel id="locked" title={t("people.locked")}>
      <DialogHost>
        <ul className="divide-y">
          {organizations.map(({ organizationId: id, organizationName: name }) => (
            <li key={id} className="flex flex-wrap items-center justify-between gap-3 px-4 py-3">
              <span translate="no" className="min-w-0 font-medium [overflow-wrap:anywhere]">
                {name}
              </span>
              <LeaveButton organization={{ id, name }} leave={leave} isNamed />
            </li>
          ))}
        </ul>
      </DialogHost>
    </Panel>
  );
}
