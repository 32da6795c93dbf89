"use client";

import Link, { useLinkStatus } from "next/link";
import { useState } from "react";
import { Spinner } from "@/components/ui/spinner";

function Pending() {
  const { pending } = useLinkStatus();
  return pending ? <span className="absolute top-1/2 right-2 -translate-y-1/2 rounded-full bg-card p-1 text-primary"><Spinner /></span> : null;
}

/**
 * The link of a row; its hit area is the whole row. Fetched ahead only when somebody points at it: a list of 25 would otherwise
 * ask the server for 25 pages that nobody opens.
 */
export function RowLink({ href, subject }: { href: string; subject: string }) {
  const [near, setNear] = useState(false);
  return (
    <Link href={href} prefetch={near ? "auto" : false} onMouseEnter={() => setNear(true)} onFocus={() => setNear(true)} data-row-link="">
      {subject}
      <Pending />
    </Link>
  );
}
