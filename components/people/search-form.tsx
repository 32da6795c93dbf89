import type { Route } from "next";
import type { ReactNode } from "react";

import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/form/input";
import { Link } from "@/components/ui/navigation/link";
import { useTexts } from "#texts";

interface SearchFormProps {
  path: Route;
  label: string;
  placeholder?: string;
  q: string | undefined;
  /** Offers to clear what narrows the list. */
  isNarrowed: boolean;
  /** More filters. */
  children?: ReactNode;
}

/** A search whose result is in the address; it needs no script. */
export function SearchForm({ path, label, placeholder, q, isNarrowed, children }: SearchFormProps) {
  const t = useTexts();
  return (
    <form
      noValidate
      role="search"
      action={path}
      className="flex flex-wrap items-end gap-3 max-sm:*:grow"
    >
      <Input
        key={q}
        type="search"
        name="q"
        aria-label={label}
        placeholder={placeholder}
        defaultValue={q}
        maxLength={100}
        autoComplete="off"
        className="min-w-0 flex-1 basis-56"
      />
      {children}
      <Button type="submit" variant="secondary">
        {t("staffPeople.find")}
      </Button>
      {isNarrowed ? (
        <Link href={path} className="text-link py-2.5 text-[0.8125rem]">
          {t("staffPeople.clear")}
        </Link>
      ) : null}
    </form>
  );
}
