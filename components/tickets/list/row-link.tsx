"use client";

import type { Route } from "next";
import Link from "next/link";
import { useState } from "react";

import { LinkPending } from "@/components/ui/navigation/link-pending";

import { Highlighted } from "./highlighted";

interface RowLinkProps {
  id: string;
  href: Route;
  /** By turns without and with a mark. */
  subject: readonly string[];
}

/**
 * The whole row is its hit area. Prefetches only on hover or focus, as most rows are never opened.
 */
export function RowLink({ id, href, subject }: RowLinkProps) {
  const [near, setNear] = useState(false);
  return (
    <Link
      id={id}
      dir="auto"
      lang=""
      href={href}
      prefetch={near ? "auto" : false}
      onMouseEnter={() => setNear(true)}
      onFocus={() => setNear(true)}
      data-row-link=""
    >
      <Highlighted parts={subject} />
      <LinkPending className="on-its-way" />
    </Link>
  );
}
