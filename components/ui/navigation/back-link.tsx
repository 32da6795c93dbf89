"use client";

import { ChevronLeft } from "lucide-react";
import type { Route } from "next";
import { useSyncExternalStore } from "react";

import { Link } from "@/components/ui/navigation/link";
import { cn } from "@/lib/utils";

import { LinkPending } from "./link-pending";
import { rememberedList } from "./list-memory";

const never = () => () => undefined;

/** Links to the list at `href`, with the filters and page that this tab showed last. */
export function BackLink({ href, label }: { href: Route; label: string }) {
  const address = useSyncExternalStore(
    never,
    () => rememberedList(href)?.address ?? href,
    () => href,
  );
  return (
    <Link
      href={address}
      scroll={address === href}
      data-back-link=""
      className={cn(
        "-ml-1 inline-flex h-8 w-fit items-center gap-1 rounded-md pr-2 text-[0.8125rem]",
        "text-muted-foreground hover:text-foreground",
      )}
    >
      <LinkPending>
        <ChevronLeft aria-hidden className="size-4" />
      </LinkPending>
      <span>{label}</span>
    </Link>
  );
}
