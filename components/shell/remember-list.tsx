"use client";

import type { Route } from "next";
import { useSearchParams } from "next/navigation";
import { useEffect } from "react";

import { withSearch } from "@/lib/routes";

import { rememberedList, rememberList } from "../ui/navigation/list-memory";
import { isFocusFree } from "./shortcuts/shortcut-targets";

/** Remembers a list's filters, page, scroll position and opened row for `BackLink`. */
export function RememberList({ path }: { path: Route }) {
  const query = useSearchParams().toString();
  const address = withSearch(path, query);

  useEffect(() => {
    const before = rememberedList(path);
    rememberList(path, { address });
    if (before?.address === address && before.opened) showRow(before.opened);
    function onClick(event: MouseEvent) {
      const link = event.target instanceof Element ? event.target.closest("[data-row-link]") : null;
      const href = link?.getAttribute("href");
      if (!href) return;
      const links = document.querySelectorAll("[data-row-link]");
      const rows = [...links].map((row) => row.getAttribute("href") ?? "");
      rememberList(path, { address, opened: { href, scroll: window.scrollY, rows } });
    }
    document.addEventListener("click", onClick, true);
    return () => document.removeEventListener("click", onClick, true);
  }, [path, address]);

  return null;
}

function showRow({ href, scroll }: { href: string; scroll: number }): void {
  const frame = requestAnimationFrame(() => {
    window.scrollTo({ top: scroll, behavior: "instant" });
    const row = document.querySelector<HTMLElement>(`[data-row-link][href="${CSS.escape(href)}"]`);
    if (isFocusFree()) row?.focus({ preventScroll: true });
  });
  setTimeout(() => cancelAnimationFrame(frame), 1_000);
}
