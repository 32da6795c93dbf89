"use client";

import type { ReactNode } from "react";

import { lazyPart } from "@/components/ui/lazy-part";
import { useTexts } from "#texts";

import type { CollaboratorsProps } from "./collaborators";
import type { ReplyWithheldProps } from "./reply-withheld";
import type { ResendFilesProps } from "./resend-files";

/** Only some providers have them. */
export const CollaboratorsPart = lazyPart<CollaboratorsProps & { place: ReactNode }>(
  async () => (await import("./collaborators")).Collaborators,
  ({ place }) => place,
);

export const ResendFilesPart = lazyPart<ResendFilesProps>(
  async () => (await import("./resend-files")).ResendFiles,
);

export const ReplyWithheldPart = lazyPart<ReplyWithheldProps>(
  async () => (await import("./reply-withheld")).ReplyWithheld,
  ({ providerName: provider }) => <ReplyIsWithheld provider={provider} />,
);

/** Without scripts. */
function ReplyIsWithheld({ provider }: { provider: string }) {
  const t = useTexts();
  return (
    <p className="text-pretty">
      {t("reply.withheld", { provider })}: {t("reply.withheldHint", { provider })}
    </p>
  );
}
