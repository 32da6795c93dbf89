import type { Route } from "next";
import type { ReactNode } from "react";

import { Link } from "@/components/ui/navigation/link";
import { formatNumber } from "@/lib/text/format-number";
import { useLanguage } from "#texts";

interface FigureLinkProps {
  count: number;
  /** The list that has as many rows; without one, there is no list of them. */
  href?: Route;
  /** Replaces the number. */
  children?: ReactNode;
  className?: string;
}

/** A number and the list of what it counts. */
export function FigureLink({ count, href, children, className }: FigureLinkProps) {
  const language = useLanguage();
  const text = children ?? formatNumber(count, language);
  if (href === undefined || count === 0) return <span className={className}>{text}</span>;
  return (
    <Link href={href} data-count={count} className={className ?? "text-link"}>
      {text}
    </Link>
  );
}
