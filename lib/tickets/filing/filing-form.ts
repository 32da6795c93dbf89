import type { Viewer } from "../../auth/types";
import { ownConnection } from "../../connections/own-connection";
import { AppError } from "../../errors";
import type { FilingFormDescription } from "../../providers/forms/contract";
import { findProvider } from "../../providers/registry";

/** A filing form as data: all that a page needs to draw it. */
export type FilingFormView = Omit<FilingFormDescription, "schema">;

/** The filing form of one of the viewer's connections. Throws not_found for every other id, connection_inactive for a provider that is gone. */
export async function filingForm(viewer: Viewer, connectionId: string): Promise<FilingFormView> {
  const { provider } = await ownConnection(viewer, connectionId);
  const form = findProvider(provider)?.form;
  if (!form) throw new AppError("connection_inactive");
  const { schema: _schema, ...view } = form;
  return view;
}
