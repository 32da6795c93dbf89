import type { SecondFactorSettingProps } from "@/components/people/second-factor-setting";
import { factorRequirement } from "@/lib/accounts/second-factor/require";
import { forViewer } from "@/lib/auth/page-viewer";
import type { Viewer } from "@/lib/auth/types";

import { requireSecondFactorAction } from "./actions";

/** Null for those who may not require it. */
export async function loadSecondFactor(
  viewer: Viewer,
  organizationId: string,
): Promise<SecondFactorSettingProps | null> {
  const requirement = await factorRequirement(viewer, organizationId);
  return requirement && { requirement, change: forViewer(viewer, requireSecondFactorAction) };
}
