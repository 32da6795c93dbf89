export function ProviderAvatar({ name }: { name: string }) {
  return <span aria-hidden className="provider-mark -mr-1.5" data-mark={name.charAt(0)} />;
}
