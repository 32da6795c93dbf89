"use client";

import { useSearchParams } from "next/navigation";
import { useEffect, useRef, useState } from "react";

interface ResultCountProps {
  /** "12 tickets", as the list shows them. */
  text: string;
}

/** Screen readers miss what changes in the moment in which a key was pressed. Milliseconds. */
const ANNOUNCEMENT_DELAY_MS = 150;

/** Says how much was found, on the page and, when the search changes, to a screen reader. */
export function ResultCount({ text }: ResultCountProps) {
  const search = useSearchParams().toString();
  const announced = useRef(search);
  const [announcement, setAnnouncement] = useState("");

  useEffect(() => {
    if (announced.current === search) return;
    announced.current = search;
    // The same words as before would not be announced again.
    const announce = () => setAnnouncement((before) => (before === text ? `${text}\u00a0` : text));
    const timer = setTimeout(announce, ANNOUNCEMENT_DELAY_MS);
    return () => clearTimeout(timer);
  }, [search, text]);

  return (
    <>
      <p data-result-count="" tabIndex={-1} className="outline-none">
        {text}
      </p>
      <p role="status" className="sr-only">
        {announcement}
      </p>
    </>
  );
}
