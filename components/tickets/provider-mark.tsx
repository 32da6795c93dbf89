/** A provider's initial on a tile, to scan a list by. The name stands beside it. */
export function ProviderMark({ name }: { name: string }) {
  return (
    <span aria-hidden className="inline-grid size-5 shrink-0 place-items-center rounded bg-muted font-mono text-[0.6875rem] font-semibold text-muted-foreground">
      {name.charAt(0)}
    </span>
  );
}
