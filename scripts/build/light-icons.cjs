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

const markup = ([tag, { key, ...attributes }]) =>
  "<" + tag + Object.entries(attributes).map(([name, value]) => " " + name + '="' + value + '"').join("") + "/>";

export default function createLucideIcon({ node }) {
  // As text: children could be streamed late, in an element whose inline style the policy forbids.
  const inside = { __html: node.map(markup).join("") };
  return (props) =>
    createElement("svg", {
      ...LOOK,
      "aria-hidden": props["aria-label"] === undefined || undefined,
      ...props,
      dangerouslySetInnerHTML: inside,
    });
}
`;
