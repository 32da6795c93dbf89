"use client";

import { lazyPart } from "@/components/ui/lazy-part";

import type { CollaboratorsProps } from "./collaborators";
import type { ResendFilesProps } from "./resend-files";

/** Only some providers have them. */
export const CollaboratorsPart = lazyPart<CollaboratorsProps>(
  async () => (await import("./collaborators")).Collaborators,
);

export const ResendFilesPart = lazyPart<ResendFilesProps>(
  async () => (await import("./resend-files")).ResendFiles,
);
