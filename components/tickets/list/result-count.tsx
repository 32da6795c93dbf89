"use client";

import { useSearchParams } from "next/navigation";
import { useEffect, useRef, useState } from "react";

interface ResultCountProps {
  /** "12 tickets", as the list shows them. */
  words: string;
}

/** Screen readers miss what changes in the moment in which a key was pressed. Milliseconds. */
const PAUSE = 150;

/** Says how much was found, on the page and, when the question changes, to a screen reader. */
export function ResultCount({ words }: ResultCountProps) {
  const question = useSearchParams().toString();
  const asked = useRef(question);
  const [said, setSaid] = useState("");

  useEffect(() => {
    if (asked.current === question) return;
    asked.current = question;
    // The same words as before would not be announced again.
    const say = () => setSaid((before) => (before === words ? `${words}\u00a0` : words));
    const timer = setTimeout(say, PAUSE);
    return () => clearTimeout(timer);
  }, [question, words]);

  return (
    <>
      <p data-result-count="" tabIndex={-1} className="outline-none">
        {words}
      </p>
      <p role="status" className="sr-only">
        {said}
      </p>
    </>
  );
}
