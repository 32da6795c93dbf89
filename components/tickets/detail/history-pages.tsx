import Link from "next/link";

interface HistoryPagesProps {
  /** How many changes this page shows. */
  shown: number;
  /** The change before which the older ones begin; null on the last page. */
  older: string | null;
  /** This page is not the newest one. */
  isOlder: boolean;
  /** The address that shows the newest changes. */
  href: string;
}

/** Says that these are not all changes, and leads to the others. */
export function HistoryPages({ shown, older, isOlder, href }: HistoryPagesProps) {
  if (!older && !isOlder) return null;
  return (
    <p className="mt-3 flex flex-wrap gap-x-4 gap-y-1 border-t pt-3 text-muted-foreground">
      <span>{isOlder ? "These are older changes." : `These are the latest ${shown} changes.`}</span>
      {isOlder ? (
        <Link href={`${href}#history`} prefetch={false} className="text-link">
          Show latest
        </Link>
      ) : null}
      {older ? (
        <Link href={`${href}?history=${older}#history`} prefetch={false} className="text-link">
          Show older
        </Link>
      ) : null}
    </p>
  );
}
