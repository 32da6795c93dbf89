"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useTransition } from "react";

/** Returns the clicked link to a page of the portal, or null if a component handles the click. */
function clickedLink(event: MouseEvent): HTMLAnchorElement | null {
  const { defaultPrevented, button, metaKey, ctrlKey, shiftKey, altKey, target } = event;
  if (defaultPrevented || button !== 0 || metaKey || ctrlKey || shiftKey || altKey) return null;
  const link = target instanceof Element ? target.closest<HTMLAnchorElement>("a[href]") : null;
  const isElsewhere = link?.target || link?.hasAttribute("download");
  return isElsewhere || link?.origin !== location.origin ? null : link;
}

/** True for a link within the page, which needs no connection. */
const isOfPage = ({ hash, pathname, search }: HTMLAnchorElement) =>
  hash !== "" && pathname === location.pathname && search === location.search;

/**
 * Follows each `Link` without a reload, and marks the clicked one until its page is shown. Without
 * a connection it shows the layout's note, instead of leaving for the browser's error page.
 */
export function FollowLinks() {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const followed = useRef<HTMLAnchorElement>(null);

  useEffect(() => {
    const showNote = (isShown: boolean) =>
      document.querySelector(".offline-note")?.toggleAttribute("hidden", !isShown);
    function stay(event: Event) {
      event.preventDefault();
      showNote(true);
    }
    function submit(event: Event) {
      if (!navigator.onLine && !event.defaultPrevented) stay(event);
    }
    const isBack = () => showNote(false);
    function follow(event: MouseEvent) {
      const link = clickedLink(event);
      if (!link) return;
      if (!navigator.onLine && !isOfPage(link)) return stay(event);
      if (link.dataset.go === undefined) return;
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
    document.addEventListener("submit", submit);
    window.addEventListener("online", isBack);
    return () => {
      document.removeEventListener("click", follow);
      document.removeEventListener("submit", submit);
      window.removeEventListener("online", isBack);
    };
  }, [router]);

  useEffect(() => {
    if (!pending) followed.current?.removeAttribute("data-pending");
  }, [pending]);

  return null;
}
