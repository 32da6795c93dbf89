import type { Route } from "next";

import { Link } from "@/components/ui/navigation/link";
import type { Locale } from "@/components/ui/time/format-time";

interface NumberLinkProps {
  count: number;
  href: Route;
  locale: Locale;
}

/** Leads to the list that counts to the same number. */
export function NumberLink({ count, href, locale }: NumberLinkProps) {
  const text = new Intl.NumberFormat(locale.language).format(count);
  if (count === 0) return <span className="text-muted-foreground">{text}</span>;
  return (
    <Link href={href} className="text-link font-semibold tabular-nums">
      {text}
    </Link>
  );
}
