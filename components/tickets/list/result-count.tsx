"use client";

import { useSearchParams } from "next/navigation";
import { useEffect, useRef, useState } from "react";

interface ResultCountProps {
  /** E.g. "12 tickets". */
  text: string;
}

/** Screen readers miss changes made while a key is pressed. */
const ANNOUNCEMENT_DELAY_MS = 150;

/** True if the link that changed the search is gone, or at the other end of the page. */
function isFocusBehind(): boolean {
  const active = document.activeElement;
  return active === document.body || active?.closest("[data-pager]") != null;
}

/** Shows the number of results and announces it when the search changes. */
export function ResultCount({ text }: ResultCountProps) {
  const search = useSearchParams().toString();
  const announced = useRef(search);
  const [announcement, setAnnouncement] = useState("");
  const count = useRef<HTMLParagraphElement>(null);

  useEffect(() => {
    if (announced.current === search) return;
    announced.current = search;
    if (isFocusBehind()) count.current?.focus({ preventScroll: true });
    // An unchanged text would not be announced again.
    const announce = () => setAnnouncement((before) => (before === text ? `${text}\u00a0` : text));
    const timer = setTimeout(announce, ANNOUNCEMENT_DELAY_MS);
    return () => clearTimeout(timer);
  }, [search, text]);

  return (
    <>
      <p ref={count} data-result-count="" tabIndex={-1} className="outline-none">
        {text}
      </p>
      <p role="status" className="sr-only">
        {announcement}
      </p>
    </>
  );
}
