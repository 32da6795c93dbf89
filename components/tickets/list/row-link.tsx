"use client";

import type { Route } from "next";
import Link from "next/link";
import { useState } from "react";

import { LinkPending } from "@/components/ui/navigation/link-pending";

/**
 * The link of a row; its hit area is the whole row. Fetched ahead only when somebody points at it: a list of 25 would otherwise
 * ask the server for 25 pages that nobody opens.
 */
export function RowLink({ href, subject }: { href: Route; subject: string }) {
  const [near, setNear] = useState(false);
  return (
    <Link
      dir="auto"
      href={href}
      prefetch={near ? "auto" : false}
      onMouseEnter={() => setNear(true)}
      onFocus={() => setNear(true)}
      data-row-link=""
    >
      {subject}
      <LinkPending className="on-its-way" />
    </Link>
  );
}
