/** The path with this page's fragment, which redirects hand on and servers never see. */
export function withFragment(next: string): string {
  return next.includes("#") ? next : `${next}${window.location.hash}`;
}
