"use client";

import { Component, createRef, type ReactNode } from "react";

interface FocusPosition {
  element: Element;
  top: number;
}

/**
 * Keeps what is being typed into where it is on the screen while the page is shown anew: a message that comes in above moves the
 * text before it, not the box. React tells only classes what was on the screen before a change.
 */
export class KeepFocusInPlace extends Component<{ className?: string; children: ReactNode }> {
  #element = createRef<HTMLDivElement>();

  override getSnapshotBeforeUpdate(): FocusPosition | null {
    const element = document.activeElement;
    if (!element?.matches("textarea, input") || !this.#element.current?.contains(element))
      return null;
    const { top, bottom } = element.getBoundingClientRect();
    return bottom > 0 && top < window.innerHeight ? { element, top } : null;
  }

  override componentDidUpdate(
    _props: unknown,
    _state: unknown,
    position: FocusPosition | null,
  ): void {
    if (!position?.element.isConnected) return;
    const moved = position.element.getBoundingClientRect().top - position.top;
    if (moved !== 0) window.scrollBy({ top: moved, behavior: "instant" });
  }

  override render(): ReactNode {
    // The browser's own anchoring would move the page a second time.
    return (
      <div
        ref={this.#element}
        className={`focus-within:[overflow-anchor:none] ${this.props.className ?? ""}`}
      >
        {this.props.children}
      </div>
    );
  }
}
