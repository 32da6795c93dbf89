import type { ComponentProps } from "react";

type WideTableProps = Pick<ComponentProps<"div">, "aria-label" | "aria-labelledby" | "children">;

/** Scrolls a table that is wider than the screen; a shadow shows on which side there is more. */
export function WideTable(props: WideTableProps) {
  return <div role="group" tabIndex={0} className="wide-table" {...props} />;
}
