import { AppError } from "../errors";
import type { Viewer } from "./types";

/**
 * Refuses a request from a page that was made for someone other than the person who is signed in
 * now: in one browser, another person may have signed in since. Throws `other_viewer`, and
 * `outdated` where the page does not say for whom it was made.
 */
export function assertPageViewer(viewer: Viewer, pageViewerId: unknown): void {
  if (pageViewerId === viewer.userId) return;
  if (typeof pageViewerId !== "string" || pageViewerId === "") throw new AppError("outdated");
  const message = `You are now signed in as ${viewer.name}. Nothing was sent or changed.`;
  throw new AppError("other_viewer", { message });
}

/**
 * A server action as a page hands it to its views: it carries for whom the page was made. The type
 * of an action that was not bound fits no view, so that this cannot be forgotten.
 */
export function forViewer<Args extends unknown[], Output>(
  viewer: Viewer,
  action: (pageViewerId: string, ...args: Args) => Promise<Output>,
): (...args: Args) => Promise<Output> {
  return action.bind(null, viewer.userId) as (...args: Args) => Promise<Output>;
}
