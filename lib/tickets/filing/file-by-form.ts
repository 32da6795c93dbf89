import type { z } from "zod";

import { assertMay } from "../../auth/permissions";
import type { Viewer } from "../../auth/types";
import { ownConnection } from "../../connections/own-connection";
import { ACCOUNT } from "../../drafts/account-field";
import { keepText } from "../../drafts/keep-text";
import { draftStatus } from "../../drafts/queries";
import { saveDraftInput } from "../../drafts/schemas";
import type { ErrorCode } from "../../error-codes";
import { AppError, isAppError } from "../../errors";
import { PLAIN } from "../../forms/plain-form";
import { checkFields, isVisible, sentValues } from "../../providers/forms/check-fields";
import { findProvider } from "../../providers/registry";
import { sentFileIds } from "../../submissions/files/sent-files";
import type { plainFilingInput } from "../schemas";
import { fileTicket } from "./file-ticket";
import { findSecrets } from "./find-secrets";
import { SECRET_KINDS } from "./secret-kinds";
import { withVisibility } from "./visibility-field";

interface UnfiledForm {
  /** `files`: chosen before a script could upload them; `update`: only the choices are wanted. */
  problem: ErrorCode | "secrets" | "files" | "update";
  /** With a secret. */
  field?: string;
}

/**
 * Files a ticket that was posted without scripts, with the draft's files. What cannot be filed
 * becomes the draft. Throws `not_found`, `forbidden`, and what is no error of the form.
 */
export async function fileByForm(
  viewer: Viewer,
  form: z.output<typeof plainFilingInput>,
): Promise<{ submissionId: string } | UnfiledForm> {
  const { [ACCOUNT]: connectionId, [PLAIN.draft]: draftKey, [PLAIN.formKey]: formKey } = form;
  const connection = await ownConnection(viewer, connectionId);
  assertMay(viewer, "tickets.write", connection.organizationId);
  const provider = findProvider(connection.provider);
  if (!provider) throw new AppError("connection_inactive");
  const filing = withVisibility(provider.form);
  const { fields, files: rules } = filing;
  const values = Object.fromEntries(
    fields.flatMap(({ name }) => (name in form.values ? [[name, form.values[name] ?? ""]] : [])),
  );
  const kept = saveDraftInput.shape.values.safeParse({ ...values, [ACCOUNT]: connectionId });
  if (!kept.success) throw new AppError("too_large");

  async function keep(problem: UnfiledForm["problem"], field?: string): Promise<UnfiledForm> {
    const version = form[PLAIN.version];
    await keepText(viewer, { draftKey, formKey, values: kept.data ?? {}, version });
    return { problem, field };
  }

  if (form[PLAIN.update]) return keep("update");
  if (Object.keys(checkFields(filing, values)).length > 0) return keep("invalid");
  const secret = fields.find(
    (field) =>
      SECRET_KINDS.has(field.kind) &&
      isVisible(field, values) &&
      findSecrets(values[field.name] ?? "").length > 0,
  );
  if (secret && !form[PLAIN.anyway]) return keep("secrets", secret.name);
  if (rules && form[PLAIN.files]) return keep("files");
  try {
    const { files } = await draftStatus(viewer, draftKey);
    const sent = rules && (await sentFileIds(viewer.userId, formKey));
    const { submissionId } = await fileTicket(viewer, {
      formKey,
      connectionId,
      draftKey,
      values: sentValues(filing, values),
      files: sent ?? (rules ? files.map(({ id }) => id) : []),
      continues: form[PLAIN.continues],
    });
    return { submissionId };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return keep(error.code);
  }
}
