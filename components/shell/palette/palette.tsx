import { X } from "lucide-react";
import { useRouter } from "next/navigation";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";

import { buttonVariants } from "@/components/ui/button";
import { MarkedText } from "@/components/ui/text/marked-text";
import { staffOrganizationUrl, ticketsUrl, ticketUrl } from "@/lib/routes";
import { useTexts } from "#texts";

import {
  ALL_RESULTS,
  commandEntries,
  countFound,
  matching,
  pageEntries,
  type PaletteEntry,
  type Reach,
} from "./palette-entries";
import { useFound } from "./use-found";

interface PaletteProps extends Reach {
  onClose: () => void;
}

/** Goes to any page or ticket, and does what can be done on this page. */
export function Palette({ onClose, ...reach }: PaletteProps) {
  const t = useTexts();
  const router = useRouter();
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const [query, setQuery] = useState("");
  const [chosen, setChosen] = useState<string | null>(null);
  const [commands] = useState(commandEntries);
  const isCustomer = reach.audience === "customer";
  const typed = query.trim();
  const { isLogged } = reach;
  const found = useFound(typed, { hasTickets: isCustomer, isLogged }, t("palette.failed"));

  const tickets = found.tickets.map((ticket): PaletteEntry => ({
    id: ticket.id,
    label: `#${ticket.number} ${ticket.subject}`,
    isForeign: true,
    hint: ticket.hint,
    badge: ticket.private,
    run: () => router.push(ticketUrl("customer", ticket.id)),
  }));
  const organizations = found.organizations.map(({ id: key, name }): PaletteEntry => ({
    id: key,
    label: name,
    isForeign: true,
    run: () => router.push(staffOrganizationUrl(key)),
  }));
  const all: PaletteEntry = {
    id: ALL_RESULTS,
    label: t("palette.allResults", { text: typed }),
    run: () => router.push(ticketsUrl(reach.audience, { q: typed })),
  };
  const here = { title: t("palette.here"), entries: matching(commands, typed) };
  const pages = {
    title: t("palette.pages"),
    entries: matching(pageEntries(t, reach, router.push), typed),
  };
  const customers = {
    title: t("shell.organizations"),
    entries: found.isSearching ? matching(organizations, typed) : organizations,
  };
  const results = {
    title: t(typed ? "palette.tickets" : "palette.recent"),
    entries: [
      ...(found.isSearching ? matching(tickets, typed) : tickets),
      ...(typed && !found.isSearching ? [all] : []),
    ],
  };
  const groups = (typed ? [here, pages, customers, results] : [here, results, pages]).filter(
    ({ entries }) => entries.length > 0,
  );
  const entries = groups.flatMap((group) => group.entries);
  const index = Math.max(
    0,
    entries.findIndex((entry) => entry.id === chosen),
  );
  const active = entries[index];

  const count = countFound(entries);
  const noTickets = isCustomer && found.isSearched && tickets.length === 0;
  const status = found.isSearching
    ? t("palette.searching")
    : [
        ...(noTickets ? [t("palette.noTickets")] : []),
        ...(noTickets && count === 0 ? [] : [t("palette.count", { count })]),
      ].join(" · ");

  useEffect(() => {
    if (!dialog.current?.open) dialog.current?.showModal();
  }, []);

  useEffect(() => {
    list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }, [active?.id]);

  function run(entry: PaletteEntry) {
    // The focus returns to the page before the entry moves it.
    dialog.current?.close();
    onClose();
    entry.run();
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter") run(active ?? all);
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const step = event.key === "ArrowDown" ? 1 : entries.length - 1;
      setChosen(entries[(index + step) % entries.length]?.id ?? null);
    } else return;
    event.preventDefault();
  }

  return (
    <dialog
      ref={dialog}
      aria-label={t("palette.open")}
      className="palette"
      onClose={onClose}
      onClick={(event) => {
        if (event.target === dialog.current) onClose();
      }}
    >
      <div className="query">
        <input
          role="combobox"
          aria-label={t("palette.placeholder")}
          placeholder={t("palette.placeholder")}
          aria-expanded
          aria-controls={id}
          aria-activedescendant={active ? `${id}-${index}` : undefined}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          maxLength={300}
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setChosen(null);
          }}
          onKeyDown={onKeyDown}
        />
        <button
          type="button"
          aria-label={t("common.close")}
          onClick={onClose}
          className={buttonVariants({ variant: "ghost", size: "icon" })}
        >
          <X aria-hidden />
        </button>
      </div>
      <div ref={list} id={id} role="listbox" aria-label={t("palette.open")}>
        {groups.map((group) => (
          <div key={group.title} role="group" aria-label={group.title}>
            <p aria-hidden>{group.title}</p>
            {group.entries.map((entry) => (
              <div
                key={entry.id}
                id={`${id}-${entries.indexOf(entry)}`}
                role="option"
                aria-selected={entry === active}
                onPointerMove={() => setChosen(entry.id)}
                onClick={() => run(entry)}
              >
                <span {...(entry.isForeign ? { lang: "", dir: "auto" } : {})}>{entry.label}</span>
                <span>
                  {entry.badge ? <span className="private">{entry.badge}</span> : null}
                  {entry.hint}
                </span>
              </div>
            ))}
          </div>
        ))}
      </div>
      <p role="status">{found.problem === null ? status : <MarkedText text={found.problem} />}</p>
    </dialog>
  );
}
