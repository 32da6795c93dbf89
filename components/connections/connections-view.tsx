import { Plug, Plus } from "lucide-react";
import type { ReactNode } from "react";

import { isBeingRead } from "@/components/freshness/sync-state";
import { RefreshWhileSyncing } from "@/components/polling/refresh-while-syncing";
import { buttonVariants } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/navigation/link";
import type { Locale } from "@/components/ui/time/format-time";
import type { ConnectableProvider, ConnectionView } from "@/lib/connections/types";
import { useTexts } from "#texts";

import { ConnectedNote } from "./connected-note";
import { ConnectionCard, type ConnectionCommands } from "./connection-card";

interface ConnectionsViewProps {
  connections: ConnectionView[];
  providers: ConnectableProvider[];
  locale: Locale;
  /** True if the viewer manages an organization. */
  canConnect: boolean;
  commands: ConnectionCommands;
  statusOf?: (providerId: string) => ReactNode;
}

export function ConnectionsView({
  connections,
  providers,
  locale,
  canConnect,
  commands,
  statusOf,
}: ConnectionsViewProps) {
  const t = useTexts();
  const severalOrganizations =
    new Set(connections.map((connection) => connection.organizationName)).size > 1;
  const connectLink = canConnect ? (
    <Link href="/connections/new" className={buttonVariants()}>
      <Plus aria-hidden />
      {t("connections.connectAccount")}
    </Link>
  ) : null;
  return (
    <div className="grid gap-5">
      <div className="flex flex-wrap items-center justify-between gap-4">
        <h1 className="text-2xl font-semibold tracking-tight">{t("connections.title")}</h1>
        {connections.length > 0 ? connectLink : null}
      </div>
      <ConnectedNote />
      {connections.length === 0 ? (
        <Card>
          <EmptyState icon={Plug} title={t("connections.none")} action={connectLink}>
            {canConnect ? t("connections.noneHint") : t("connections.noneMemberHint")}
          </EmptyState>
        </Card>
      ) : (
        <ul aria-label={t("connections.list")} className="grid gap-4">
          {connections.map((connection) => (
            <ConnectionCard
              key={connection.connectionId}
              connection={connection}
              provider={providers.find((provider) => provider.id === connection.providerId)}
              locale={locale}
              showOrganization={severalOrganizations}
              commands={commands}
              status={statusOf?.(connection.providerId)}
            />
          ))}
        </ul>
      )}
      <RefreshWhileSyncing running={connections.some(isBeingRead)} />
    </div>
  );
}
