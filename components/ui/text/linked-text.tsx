import { Fragment } from "react";

import { linkParts } from "./link-parts";

/** Text with its addresses as links. Never renders a provider's text as HTML. */
export function LinkedText({ text }: { text: string }) {
  return linkParts(text).map((part, index) =>
    part.href ? (
      <a
        key={index}
        href={part.href}
        rel="noopener noreferrer nofollow"
        target="_blank"
        className="text-link"
      >
        {part.text}
      </a>
    ) : (
      <Fragment key={index}>{part.text}</Fragment>
    ),
  );
}
