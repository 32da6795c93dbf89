"use client";

import { Component, createRef, type ReactNode } from "react";

interface FocusPosition {
  element: Element;
  top: number;
}

/**
 * Keeps the focused field at its place on screen while content above it changes. Only class
 * components can measure before an update.
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
    // The browser's own scroll anchoring would move the page twice.
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
