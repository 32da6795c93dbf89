import type { Route } from "next";

import { Link } from "@/components/ui/navigation/link";
import { LinkPending } from "@/components/ui/navigation/link-pending";

import { Highlighted } from "./highlighted";

interface RowLinkProps {
  id: string;
  href: Route;
  /** By turns without and with a mark. */
  subject: readonly string[];
}

/** The whole row is its hit area. */
export function RowLink({ id, href, subject }: RowLinkProps) {
  return (
    <Link id={id} dir="auto" lang="" href={href} data-row-link="">
      <Highlighted parts={subject} />
      <LinkPending className="on-its-way" />
    </Link>
  );
}
