import { Link } from "@/components/ui/navigation/link";

import { Brand } from "./brand";

/** The header of pages that may have no viewer: it only links home. */
export function BrandHeader() {
  return (
    <header className="border-b bg-card">
      <div className="mx-auto flex h-14 max-w-[76rem] items-center px-4 lg:px-6">
        <Link href="/" className="flex rounded-md">
          <Brand />
        </Link>
      </div>
    </header>
  );
}
