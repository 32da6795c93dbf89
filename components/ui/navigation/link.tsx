import type { Route } from "next";
import type { ComponentProps } from "react";

interface LinkProps extends Omit<ComponentProps<"a">, "href"> {
  href: Route;
  /** False keeps the scroll position. */
  scroll?: boolean;
  /** Replaces the current history entry. */
  replace?: boolean;
}

/**
 * A link to a page of the portal. It renders a plain `a`, which FollowLinks follows without a reload:
 * Next's own component takes ten times as long to render, and its prefetches are refused.
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
