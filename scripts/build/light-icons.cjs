// Takes the place of a component of lucide, whose version is pinned, that reads a context and so is a
// script wherever an icon is drawn. Nothing here sets that context.
module.exports = () => `
import { createElement } from "react";

const LOOK = {
  xmlns: "http://www.w3.org/2000/svg",
  width: 24,
  height: 24,
  viewBox: "0 0 24 24",
  fill: "none",
  stroke: "currentColor",
  strokeWidth: 2,
  strokeLinecap: "round",
  strokeLinejoin: "round",
};

export default function createLucideIcon({ node }) {
  return (props) =>
    createElement(
      "svg",
      { ...LOOK, "aria-hidden": props["aria-label"] === undefined || undefined, ...props },
      ...node.map((part) => createElement(...part)),
    );
}
`;
