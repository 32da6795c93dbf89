import { Building2 } from "lucide-react";

import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import type { OrganizationSettings } from "@/lib/organizations/queries";

import { type ChangeOrganization, ReferenceSetting } from "./reference-setting";

interface SettingsViewProps {
  organizations: readonly OrganizationSettings[];
  change: ChangeOrganization;
}

export function SettingsView({ organizations, change }: SettingsViewProps) {
  return (
    <div className="grid max-w-3xl gap-5">
      <h1 className="text-2xl font-semibold tracking-tight">Settings</h1>
      {organizations.length === 0 ? (
        <Card>
          <EmptyState icon={Building2} title="No organization">
            You belong to no organization, so there is nothing to set here.
          </EmptyState>
        </Card>
      ) : null}
      {organizations.map((organization) => (
        <Panel
          key={organization.organizationId}
          title={organization.name}
          aside={
            organization.mayChange ? null : (
              <span className="text-[0.8125rem] text-muted-foreground">
                Changed by its managers
              </span>
            )
          }
        >
          <ReferenceSetting organization={organization} change={change} />
        </Panel>
      ))}
    </div>
  );
}
