import { hostupAccounts, kvarnvikAccounts, upsunAccounts } from "../../../sandbox/accounts";

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** A connection of the recording. Times are in milliseconds before its end, so negative. */
export interface RecordedConnection {
  provider: "hostup" | "upsun";
  /** The sandbox's account. */
  account: string;
  label: string;
  /** Who connects it. */
  manager: string;
  key: string;
  connectedAt: number;
  /** The account's owner revokes the key. */
  revokedAt?: number;
  /** Its first sweep is interrupted and goes on after the recording. */
  isImport?: true;
}

const CONNECTIONS: readonly RecordedConnection[] = [
  {
    provider: "hostup",
    account: "northwind",
    label: "Northwind hosting",
    manager: "customer@example.com",
    key: hostupAccounts.northwind.key.key,
    connectedAt: -365 * DAY_MS,
  },
  {
    provider: "upsun",
    account: "northwind",
    label: "Northwind shop platform",
    manager: "customer@example.com",
    key: upsunAccounts.northwind.key.key,
    connectedAt: -364 * DAY_MS,
  },
  {
    provider: "hostup",
    account: "contoso",
    label: "Contoso hosting",
    manager: "customer@contoso.example",
    key: hostupAccounts.contoso.key.key,
    connectedAt: -341 * DAY_MS,
  },
  {
    provider: "upsun",
    account: "contoso",
    label: "Contoso apps",
    manager: "customer@contoso.example",
    key: upsunAccounts.contoso.retiredKey.key,
    connectedAt: -340 * DAY_MS,
    revokedAt: -26 * 60 * MINUTE_MS,
  },
  {
    provider: "hostup",
    account: "kvarnvik",
    label: "Kvarnvik drift",
    manager: "karin@kvarnvik.example",
    key: kvarnvikAccounts.hostup.key.key,
    connectedAt: -223 * DAY_MS,
  },
  {
    provider: "upsun",
    account: "kvarnvik",
    label: "Kvarnvik Butik",
    manager: "karin@kvarnvik.example",
    key: kvarnvikAccounts.upsun.key.key,
    connectedAt: -3 * MINUTE_MS,
    isImport: true,
  },
];

/** The connections of a recording that begins this long before its end. */
export function recordedConnections(length: number): RecordedConnection[] {
  return CONNECTIONS.map(({ connectedAt, revokedAt, ...connection }) => ({
    ...connection,
    connectedAt: Math.max(connectedAt, -length),
    ...(revokedAt !== undefined && { revokedAt: Math.max(revokedAt, -length / 2) }),
  }));
}
