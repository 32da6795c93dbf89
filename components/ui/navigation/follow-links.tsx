"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useTransition } from "react";

/** Returns the clicked link, or null if the browser or a component handles the click. */
function followedLink(event: MouseEvent): HTMLAnchorElement | null {
  const { defaultPrevented, button, metaKey, ctrlKey, shiftKey, altKey, target } = event;
  if (defaultPrevented || button !== 0 || metaKey || ctrlKey || shiftKey || altKey) return null;
  const link = target instanceof Element ? target.closest<HTMLAnchorElement>("a[data-go]") : null;
  const isElsewhere = link?.target || link?.hasAttribute("download");
  return isElsewhere || link?.origin !== location.origin ? null : link;
}

/** Follows each `Link` without a reload, and marks the clicked one until its page is shown. */
export function FollowLinks() {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const followed = useRef<HTMLAnchorElement>(null);

  useEffect(() => {
    function follow(event: MouseEvent) {
      const link = followedLink(event);
      if (!link) return;
      event.preventDefault();
      const { pathname, search, hash, dataset } = link;
      followed.current?.removeAttribute("data-pending");
      followed.current = link;
      link.setAttribute("data-pending", "");
      const go = dataset.go === "replace" ? router.replace : router.push;
      startTransition(() => {
        go(`${pathname}${search}${hash}` as Route, { scroll: dataset.keepScroll === undefined });
      });
    }
    document.addEventListener("click", follow);
    return () => document.removeEventListener("click", follow);
  }, [router]);

  useEffect(() => {
    if (!pending) followed.current?.removeAttribute("data-pending");
  }, [pending]);

  return null;
}
