"use client";

import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useState,
} from "react";

/** Number of unread notifications, and when the portal counted them. */
export interface UnreadCount {
  count: number;
  at: number;
}

interface Unread {
  count: number;
  /** Ignores a count older than the one shown: browsers keep pages. */
  show: (counted: UnreadCount) => void;
  /** Shows the count of a poll. */
  poll: (count: number) => void;
}

const UnreadContext = createContext<Unread>({
  count: 0,
  show: () => undefined,
  poll: () => undefined,
});

/** Layouts are not rendered again by client navigation, so pages and polls bring the count. */
export function UnreadProvider({ initial, children }: { initial: number; children: ReactNode }) {
  const [shown, setShown] = useState<UnreadCount>({ count: initial, at: 0 });
  const show = useCallback(
    (counted: UnreadCount) => setShown((had) => (counted.at < had.at ? had : counted)),
    [],
  );
  const poll = useCallback(
    (count: number) => setShown((had) => (had.count === count ? had : { ...had, count })),
    [],
  );
  const unread = useMemo(() => ({ count: shown.count, show, poll }), [shown.count, show, poll]);
  return <UnreadContext value={unread}>{children}</UnreadContext>;
}

export function useUnread(): Unread {
  return useContext(UnreadContext);
}

/** Rendered by every page: `counted` is another object each time. */
export function UnreadUpdate({ counted }: { counted: UnreadCount }) {
  const { show } = useUnread();
  useEffect(() => show(counted), [show, counted]);
  return null;
}
