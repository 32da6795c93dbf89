/** A provider's initial on a tile, to scan by. The name stands beside it. */
export function ProviderAvatar({ name }: { name: string }) {
  return <span aria-hidden className="provider-mark -mr-1.5" data-mark={name.charAt(0)} />;
}
