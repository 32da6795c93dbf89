import { z } from "zod";

import { fieldText } from "../../forms/field-text";
import { id } from "../../forms/id";
import { isOrganizationKind, type OrganizationKind } from "../../notices/kinds";

const MAX_URL = 2_000;

const webhookAddress = z
  .string()
  .max(MAX_URL, fieldText("notices.webhooks.errors.longUrl", { max: MAX_URL }))
  .transform((text) => text.trim())
  .refine(isHttps, fieldText("notices.webhooks.errors.url"))
  .transform((text) => {
    const url = new URL(text);
    url.hash = "";
    return url.href;
  });

function isHttps(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return protocol === "https:" && username === "" && password === "";
}

const kind = z
  .string()
  .refine(isOrganizationKind)
  .transform((text) => text as OrganizationKind);

/** Null: all kinds, including those of later versions. */
const kinds = z
  .array(kind)
  .max(20)
  .transform((chosen) => [...new Set(chosen)].sort())
  .refine((chosen) => chosen.length > 0, fieldText("notices.webhooks.errors.noKind"))
  .nullable();

export const newWebhookInput = z.object({ organizationId: id, url: webhookAddress, kinds });
export type NewWebhookInput = z.output<typeof newWebhookInput>;

export const webhookIdInput = z.object({ webhookId: id });
export type WebhookIdInput = z.output<typeof webhookIdInput>;

export const webhookKindsInput = webhookIdInput.extend({ kinds });
export type WebhookKindsInput = z.output<typeof webhookKindsInput>;

export const deliveryIdInput = z.object({ deliveryId: id });
export type DeliveryIdInput = z.output<typeof deliveryIdInput>;

/** As a `datetime-local` field sends it, in the viewer's time zone. */
const localTime = z
  .string()
  .regex(
    /^20\d{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?$/,
    fieldText("notices.webhooks.errors.time"),
  );

export const replayInput = webhookIdInput
  .extend({ from: localTime, until: localTime })
  .refine(({ from, until }) => from < until, {
    path: ["until"],
    message: fieldText("notices.webhooks.errors.period"),
  });
export type ReplayInput = z.output<typeof replayInput>;
