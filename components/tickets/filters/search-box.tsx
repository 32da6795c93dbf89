"use client";

import { Search } from "lucide-react";

import { useLoaded } from "@/components/ui/hooks/use-loaded";
import type { Audience } from "@/lib/routes";
import type { FilterChoices } from "@/lib/tickets/list/types";
import { useTexts } from "#texts";

const loadCompletion = () =>
  import("./completion/search-completion").then((loaded) => loaded.SearchCompletion);

interface SearchBoxProps {
  audience: Audience;
  choices: FilterChoices;
  typed: string | undefined;
}

/** The completion of words such as `status:` is loaded with the focus. */
export function SearchBox({ audience, choices, typed }: SearchBoxProps) {
  const t = useTexts();
  const { Component: Completion, load } = useLoaded(loadCompletion);
  return (
    <div className="search-box">
      <Search aria-hidden />
      <input
        type="search"
        name="q"
        aria-label={t("filters.search")}
        placeholder={t("filters.search")}
        defaultValue={typed}
        onFocus={load}
        maxLength={200}
        autoComplete="off"
      />
      {Completion ? <Completion audience={audience} choices={choices} /> : null}
    </div>
  );
}
