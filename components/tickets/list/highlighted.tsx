import { Fragment } from "react";

/** Text by turns without and with a mark, beginning without. */
export function Highlighted({ parts }: { parts: readonly string[] }) {
  return parts.map((part, index) =>
    index % 2 === 1 ? <mark key={index}>{part}</mark> : <Fragment key={index}>{part}</Fragment>,
  );
}
