"use client";

import { Search } from "lucide-react";

import { useLoaded } from "@/components/ui/hooks/use-loaded";
import type { Audience } from "@/lib/routes";
import { useTexts } from "#texts";

import { useFilterChoices } from "./filter-choices";

const loadCompletion = () =>
  import("./completion/search-completion").then((loaded) => loaded.SearchCompletion);

interface SearchBoxProps {
  audience: Audience;
  typed: string | undefined;
}

/** The completion of words such as `status:` is loaded with the focus. */
export function SearchBox({ audience, typed }: SearchBoxProps) {
  const t = useTexts();
  const { Component: Completion, load } = useLoaded(loadCompletion);
  const choices = useFilterChoices(Completion !== null);
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
      {Completion && choices ? <Completion audience={audience} choices={choices} /> : null}
    </div>
  );
}
