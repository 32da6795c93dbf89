"use server";

import { refresh } from "next/cache";
import { after } from "next/server";
import { z } from "zod";
import { viewerAction } from "@/lib/auth/action";
import { connect, disconnect, replaceKey, syncNow } from "@/lib/connections/commands";
import { connectInput, connectionIdInput, replaceKeyInput } from "@/lib/connections/schemas";

export const connectAction = viewerAction("connect an account", connectInput, async (viewer, input) => {
  const connected = await connect(viewer, input);
  // The first reading may take minutes; nobody should wait for it with the form.
  after(() => syncNow(viewer, { connectionId: connected.connectionId }, "connect"));
  return { connectionId: connected.connectionId };
});

export const replaceKeyAction = viewerAction("replace a key", replaceKeyInput, async (viewer, input) => {
  const { connectionId } = await replaceKey(viewer, input);
  after(() => syncNow(viewer, { connectionId }, "connect"));
  refresh();
  return { connectionId };
});

export const disconnectAction = viewerAction("disconnect an account", connectionIdInput, async (viewer, input) => {
  const disconnected = await disconnect(viewer, input);
  refresh();
  return disconnected;
});

export const syncAction = viewerAction("sync an account", connectionIdInput, async (viewer, input) => {
  const { message, outcome } = await syncNow(viewer, input);
  refresh();
  return { message, failed: outcome === "failed" };
});

const everyConnection = z.object({ connectionIds: z.array(z.string().min(1).max(64)).min(1).max(50) });

export const syncAllAction = viewerAction("sync all accounts", everyConnection, async (viewer, { connectionIds }) => {
  const settled = await Promise.allSettled(connectionIds.map((connectionId) => syncNow(viewer, { connectionId })));
  const reports = settled.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
  refresh();
  const [only] = reports;
  if (only && reports.length === 1) return { message: only.message, failed: only.outcome === "failed" };
  const sum = (key: "ticketsRead" | "ticketsChanged") => reports.reduce((total, report) => total + report[key], 0);
  const failed = settled.length - reports.filter((report) => report.outcome !== "failed").length;
  const busy = reports.filter((report) => report.outcome === "busy" || report.outcome === "partial").length;
  const rest = `${failed > 0 ? ` ${failed} of ${settled.length} accounts could not be read.` : ""}${busy > 0 ? ` ${busy} of ${settled.length} are still being read.` : ""}`;
  return { message: `${sum("ticketsRead")} tickets read, ${sum("ticketsChanged")} new or changed.${rest}`, failed: failed > 0 };
});
