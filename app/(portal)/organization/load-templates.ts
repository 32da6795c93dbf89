import type { TemplatesPanelProps } from "@/components/filing/templates/templates-panel";
import { forViewer } from "@/lib/auth/page-viewer";
import { may } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/types";
import { listTemplates } from "@/lib/tickets/templates/queries";

import { removeTemplateAction } from "./template-actions";

/** Null for those who may not manage them. */
export async function loadTemplates(
  viewer: Viewer,
  organizationId: string,
): Promise<TemplatesPanelProps | null> {
  if (!may(viewer, "templates.manage", organizationId)) return null;
  return {
    templates: await listTemplates(viewer, organizationId),
    remove: forViewer(viewer, removeTemplateAction),
  };
}
