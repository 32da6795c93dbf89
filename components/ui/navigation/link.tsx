import type { Route } from "next";
import type { ComponentProps } from "react";

interface LinkProps extends Omit<ComponentProps<"a">, "href"> {
  href: Route;
  /** False keeps the scroll position. */
  scroll?: boolean;
  /** Puts the page in place of the current one in the history. */
  replace?: boolean;
}

/**
 * A link to a page of the portal. Only an `a`, which FollowLinks turns into a navigation without a
 * reload: Next's own component costs ten times as much to render, and its prefetches are refused.
 */
export function Link({ href, scroll = true, replace = false, ...rest }: LinkProps) {
  return (
    <a
      {...rest}
      href={href}
      data-go={replace ? "replace" : "push"}
      data-keep-scroll={scroll ? undefined : ""}
    />
  );
}
