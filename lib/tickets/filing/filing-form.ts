import type { Viewer } from "../../auth/types";
import { ownConnection } from "../../connections/own-connection";
import { AppError } from "../../errors";
import type { FilingFormDescription } from "../../providers/forms/contract";
import { findProvider } from "../../providers/registry";
import { withVisibility } from "./visibility-field";

/** The form without its schema, as data for the page. */
export type FilingFormView = Omit<FilingFormDescription, "schema">;

/** Throws `not_found` for a foreign connection, `connection_inactive` for an unknown provider. */
export async function filingForm(viewer: Viewer, connectionId: string): Promise<FilingFormView> {
  const { provider } = await ownConnection(viewer, connectionId);
  const form = findProvider(provider)?.form;
  if (!form) throw new AppError("connection_inactive");
  const { schema: _schema, ...view } = form;
  return withVisibility(view);
}
