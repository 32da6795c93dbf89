import { Alert } from "@/components/ui/alert";
import type { Locale } from "@/components/ui/moment";
import { Time } from "@/components/ui/time";
import { ProviderMark } from "@/components/tickets/provider-mark";
import { SyncNow, type Sync } from "@/components/tickets/sync-now";
import type { ConnectionView } from "@/lib/connections/types";
import { CapabilityList } from "./capability-list";
import { ConnectionState } from "./connection-state";
import { DisconnectButton, type Disconnect } from "./disconnect";
import { ReplaceKeyButton, type ReplaceKey } from "./replace-key";

const OUTCOMES = { running: "under way", complete: "complete", partial: "partly done", failed: "failed" };

export interface ConnectionDoing {
  syncOf: (connectionId: string) => Sync;
  replaceKey: ReplaceKey;
  disconnect: Disconnect;
}

interface ConnectionCardProps {
  connection: ConnectionView;
  credentialLabel: string;
  locale: Locale;
  showOrganization: boolean;
  doing: ConnectionDoing;
}

function Facts({ connection, locale, showOrganization }: Pick<ConnectionCardProps, "connection" | "locale" | "showOrganization">) {
  const { account, lastRun } = connection;
  const who = [account.name, account.email].filter(Boolean).join(", ") || account.id;
  const facts = [
    showOrganization ? { label: "Organization", value: connection.organizationName } : null,
    who ? { label: "Account", value: who } : null,
    { label: "Tickets", value: connection.ticketCount.toLocaleString(locale.language) },
    { label: "Last read", value: connection.lastReadAt ? <Time at={connection.lastReadAt} locale={locale} /> : "Not yet" },
    lastRun ? { label: "Last run", value: <>{OUTCOMES[lastRun.outcome]}, {lastRun.ticketsRead} read, {lastRun.ticketsChanged} changed</> } : null,
  ].filter((fact) => fact !== null);
  return (
    <dl className="flex flex-wrap gap-x-8 gap-y-2 text-[0.8125rem]">
      {facts.map((fact) => (
        <div key={fact.label}><dt className="text-xs text-muted-foreground">{fact.label}</dt><dd>{fact.value}</dd></div>
      ))}
    </dl>
  );
}

/** One connection: how it is, what it can do, what can be done about it. */
export function ConnectionCard({ connection, credentialLabel, locale, showOrganization, doing }: ConnectionCardProps) {
  const gone = connection.status === "disconnected";
  return (
    <li aria-label={connection.connectionLabel} className="grid gap-4 rounded-lg border bg-card p-4 sm:p-5">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 className="flex min-w-0 items-center gap-2.5 text-base font-semibold">
          <ProviderMark name={connection.providerName} />
          <span className="min-w-0 [overflow-wrap:anywhere]">
            {connection.connectionLabel} <span className="font-normal text-muted-foreground">{connection.providerName}</span>
          </span>
        </h2>
        <ConnectionState connection={connection} />
      </div>
      {connection.problem && !gone ? (
        <Alert tone="warning" title={connection.status === "needs_attention" ? "This account cannot be read any more" : "The last reading failed"}>
          <p>
            {connection.problem.message} <Time at={connection.problem.at} locale={locale} className="text-muted-foreground" />.{" "}
            {connection.status === "needs_attention" ? "Replace the key; the history stays." : "It is tried again by itself."}
          </p>
        </Alert>
      ) : null}
      <Facts connection={connection} locale={locale} showOrganization={showOrganization} />
      {gone ? <p className="text-[0.8125rem] text-muted-foreground">The key is destroyed. Its tickets stay readable as they were last seen.</p> : <CapabilityList capabilities={connection.capabilities} />}
      {gone ? null : (
        <div className="flex flex-wrap items-center gap-2 border-t pt-4">
          <SyncNow sync={doing.syncOf(connection.connectionId)} start />
          {connection.mayManage ? (
            <span className="flex gap-2 sm:ml-auto">
              <ReplaceKeyButton connectionId={connection.connectionId} credentialLabel={credentialLabel} accountName={connection.connectionLabel} replaceKey={doing.replaceKey} />
              <DisconnectButton connectionId={connection.connectionId} accountName={connection.connectionLabel} disconnect={doing.disconnect} />
            </span>
          ) : null}
        </div>
      )}
    </li>
  );
}
