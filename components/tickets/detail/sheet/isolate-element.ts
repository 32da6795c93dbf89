/** Makes everything but the element inert. Returns a function that undoes it. */
export function isolateElement(element: Element): () => void {
  const inert: Element[] = [];
  for (let each = element; each.parentElement; each = each.parentElement) {
    for (const sibling of each.parentElement.children) {
      if (sibling === each || sibling.hasAttribute("inert") || each === document.body) continue;
      sibling.setAttribute("inert", "");
      inert.push(sibling);
    }
  }
  return () => {
    for (const each of inert) each.removeAttribute("inert");
  };
}
