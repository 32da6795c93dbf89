import type { Viewer } from "../auth/types";
import { ownConnection } from "../connections/own-connection";
import { AppError } from "../errors";
import { withConnection } from "../mirror/session";
import type { FilingChoices } from "../providers/form-contract";

/** The live choices of the filing form of one of the viewer's connections, given what has been filled in so far. */
export async function filingChoices(viewer: Viewer, input: { connectionId: string; values: Record<string, string> }): Promise<FilingChoices> {
  const connection = await ownConnection(viewer, input.connectionId);
  if (connection.status === "disconnected") throw new AppError("connection_inactive");
  return withConnection(connection.id, ({ session }) => session.filingChoices(input.values));
}
