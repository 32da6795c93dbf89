import { PRODUCT_NAME } from "../product-name";

export function Brand() {
  return (
    <span className="inline-flex items-center gap-2.5 text-[0.9375rem] font-semibold tracking-tight">
      <svg aria-hidden viewBox="0 0 32 32" className="size-7 shrink-0">
        <rect width="32" height="32" rx="7" className="fill-primary" />
        <path
          d="M5 21.5h22M9 21.5V11M23 21.5V11M9 11c0 5.2 3.2 7.2 7 7.2s7-2 7-7.2"
          fill="none"
          className="stroke-primary-foreground"
          strokeWidth="2.4"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
      <span translate="no">{PRODUCT_NAME}</span>
    </span>
  );
}
