import { AppError } from "../errors";
import { message } from "../i18n/message";
import type { Viewer } from "./types";

/** Throws `other_viewer` if the page was rendered for another user, `outdated` without an id. */
export function assertPageViewer(viewer: Viewer, pageViewerId: unknown): void {
  if (pageViewerId === viewer.userId) return;
  if (typeof pageViewerId !== "string" || pageViewerId === "") throw new AppError("outdated");
  const text = message("errors.otherViewerNamed", { name: { words: viewer.name } });
  throw new AppError("other_viewer", { text });
}

/** Binds a server action to the page's viewer. Views accept only bound actions, by type. */
export function forViewer<Args extends unknown[], Output>(
  viewer: Viewer,
  action: (pageViewerId: string, ...args: Args) => Promise<Output>,
): (...args: Args) => Promise<Output> {
  return action.bind(null, viewer.userId) as (...args: Args) => Promise<Output>;
}
