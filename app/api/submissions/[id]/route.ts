import { after } from "next/server";

import { AppError } from "@/lib/errors";
import { deliverSubmission } from "@/lib/jobs/submissions";
import { viewerRoute } from "@/lib/server/viewer-route";
import { submissionStatus } from "@/lib/submissions/queries";

export const dynamic = "force-dynamic";
export const maxDuration = 300;

/** Processes a due submission at once instead of waiting for the queue. */
export const GET = viewerRoute<{ id: string }>(
  "read a submission",
  async (viewer, { params }) => {
    const status = await submissionStatus(viewer, params.id);
    if (!status) throw new AppError("not_found");
    const { isDue, ...told } = status;
    if (isDue && !viewer.seenBy) after(() => deliverSubmission(params.id));
    return told;
  },
  { isPoll: true },
);
