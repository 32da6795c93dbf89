import type { ReactNode } from "react";

import type { Sync } from "@/components/freshness/sync-answer";
import { SyncNow } from "@/components/freshness/sync-now";
import { ProviderAvatar } from "@/components/ui/provider-avatar";
import type { Locale } from "@/components/ui/time/format-time";
import type { ConnectableProvider, ConnectionView } from "@/lib/connections/types";
import { useTexts } from "#texts";

import { CapabilityList } from "./capability-list";
import { ConnectionAlert } from "./connection-alert";
import { ConnectionFacts } from "./connection-facts";
import { ConnectionStatusBadge } from "./connection-status-badge";
import { type Disconnect, DisconnectButton } from "./disconnect";
import { type RenameConnection, RenameConnectionButton } from "./rename-connection";
import { type ReplaceKey, ReplaceKeyButton } from "./replace-key";

export interface ConnectionCommands {
  syncOf: (connectionId: string) => Sync;
  rename: RenameConnection;
  replaceKey: ReplaceKey;
  disconnect: Disconnect;
}

interface ConnectionCardProps {
  connection: ConnectionView;
  /** Undefined if this version has no such provider. */
  provider: ConnectableProvider | undefined;
  locale: Locale;
  showOrganization: boolean;
  commands: ConnectionCommands;
  /** The report of the provider's status page. */
  status?: ReactNode;
}

/** True if the provider refuses the key as a whole, so its capabilities are outdated. */
function isRefused({ status, capabilities }: ConnectionView): boolean {
  return (
    status === "needs_attention" &&
    capabilities.every(({ capability, available }) => capability !== "read" || available)
  );
}

export function ConnectionCard({
  connection,
  provider,
  locale,
  showOrganization,
  commands,
  status,
}: ConnectionCardProps) {
  const t = useTexts();
  const gone = connection.status === "disconnected";
  const dead = connection.status === "needs_attention";
  const maySync = !gone && !dead && !connection.paused;
  const { connectionId, connectionLabel } = connection;
  return (
    <li aria-label={connectionLabel} className="grid gap-4 rounded-lg border bg-card p-4 sm:p-5">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 className="flex min-w-0 items-center gap-2.5 text-base font-semibold">
          <ProviderAvatar name={connection.providerName} />
          <span className="min-w-0 [overflow-wrap:anywhere]">
            <span translate="no">{connectionLabel}</span>{" "}
            <span className="font-normal text-muted-foreground" translate="no">
              {connection.providerName}
            </span>
          </span>
        </h2>
        <ConnectionStatusBadge connection={connection} />
      </div>
      {gone ? null : status}
      {gone ? null : <ConnectionAlert connection={connection} locale={locale} />}
      <ConnectionFacts
        connection={connection}
        locale={locale}
        showOrganization={showOrganization}
      />
      {gone ? (
        <p className="text-[0.8125rem] text-muted-foreground">{t("connections.keyDeleted")}</p>
      ) : (
        <CapabilityList
          capabilities={connection.capabilities}
          providerName={connection.providerName}
          whereToAdd={provider?.whereToAdd ?? ""}
          language={locale.language}
          isRefused={isRefused(connection)}
        />
      )}
      {maySync || connection.mayManage ? (
        <div className="flex flex-wrap items-center gap-2 border-t pt-4">
          {maySync ? <SyncNow sync={commands.syncOf(connectionId)} isButtonFirst /> : null}
          {connection.mayManage ? (
            <span className="flex flex-wrap gap-2 max-sm:-ml-3 sm:ml-auto">
              <RenameConnectionButton
                connectionId={connectionId}
                accountName={connectionLabel}
                rename={commands.rename}
              />
              {gone ? null : (
                <ReplaceKeyButton
                  connectionId={connectionId}
                  credentialLabel={provider?.credentialLabel ?? t("connections.key")}
                  accountName={connectionLabel}
                  providerName={connection.providerName}
                  replaceKey={commands.replaceKey}
                  isUrgent={dead}
                />
              )}
              <DisconnectButton
                connectionId={connectionId}
                accountName={connectionLabel}
                disconnect={commands.disconnect}
                isDisconnected={gone}
              />
            </span>
          ) : null}
        </div>
      ) : null}
    </li>
  );
}
