// Takes the place of a component of lucide, whose version is pinned, that reads a context and so is a
// script wherever an icon is drawn. Nothing here sets that context. Styles are in app/controls.css.
module.exports = () => `
import { createElement } from "react";

const markup = ([tag, { key, ...attributes }]) =>
  "<" + tag + Object.entries(attributes).map(([name, value]) => " " + name + '="' + value + '"').join("") + "/>";

export default function createLucideIcon({ node }) {
  // As text: children could be streamed late, in an element whose inline style the policy forbids.
  const inside = { __html: node.map(markup).join("") };
  return (props) =>
    createElement("svg", {
      viewBox: "0 0 24 24",
      "aria-hidden": props["aria-label"] === undefined || undefined,
      ...props,
      className: props.className ? "icon " + props.className : "icon",
      dangerouslySetInnerHTML: inside,
    });
}
`;
