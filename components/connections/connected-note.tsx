"use client";

import { useEffect, useState } from "react";

import { takeConnectedText } from "./connected-text";

/** Says once which account was just connected. The focus is on the heading. */
export function ConnectedNote() {
  const [text, setText] = useState("");

  useEffect(() => {
    const taken = takeConnectedText();
    // Not with the region itself: text that comes later is announced.
    if (taken !== null) queueMicrotask(() => setText(taken));
  }, []);

  return (
    <div aria-live="polite" className="not-has-[:not(:empty)]:sr-only">
      <p className="text-pretty">{text}</p>
    </div>
  );
}
