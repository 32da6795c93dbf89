import { LazyStore } from "@/components/ui/lazy-store";
import type { OutgoingFileView } from "@/lib/files/types";
import type { FormValues } from "@/lib/forms/form-values";

import type { DraftAutosave } from "./draft-autosave";
import {
  CLEAN_SNAPSHOT,
  type DraftSnapshot,
  type DraftState,
  initialDraftState,
  renderedDraft,
} from "./draft-state";
import type { FormOptions } from "./open-autosave";
import { withPreHydrationInput } from "./pre-hydration-input";
import { backupKey, discardingKey } from "./storage-keys";

type Open = (options: FormOptions) => DraftAutosave;

/** Set once a form of this page was used. */
let open: Open | undefined;

async function loadScripts(): Promise<Open> {
  open ??= (await import("./open-autosave")).openAutosave;
  return open;
}

function isStored(userId: string, draftKey: string): boolean {
  const keys = [backupKey(userId, draftKey), discardingKey(userId, draftKey)];
  try {
    return keys.some((key) => (localStorage.getItem(key) ?? sessionStorage.getItem(key)) !== null);
  } catch {
    return false;
  }
}

/**
 * The draft of a form. Its scripts are loaded when the form is used, or when something is to be
 * restored; what is typed meanwhile is kept in the browser.
 */
export class LazyAutosave extends LazyStore<DraftAutosave> {
  readonly initial: DraftSnapshot;
  /** Resolves once the form shows what this browser knows. */
  readonly restored: Promise<void>;
  private endRestoring = (): void => undefined;
  private shown: DraftState;
  /** The keys that followed what was sent before the scripts were loaded. */
  private readonly nextFormKeys: Array<string | undefined> = [];
  private ownsBackup = false;
  private isStopped = false;

  constructor(
    private readonly options: FormOptions,
    private readonly loader = loadScripts,
  ) {
    super();
    const { draftStatus, returned, formKey, defaultValues, adapt = (values) => values } = options;
    this.restored = new Promise((resolve) => (this.endRestoring = resolve));
    this.shown = initialDraftState({
      saved: renderedDraft(draftStatus),
      returned,
      formKey,
      defaultValues,
      adapt,
    });
    if (open) this.use(open(options));
    this.initial = this.snapshot();
  }

  get formKey(): string {
    return this.loaded?.formKey ?? this.shown.formKey;
  }

  get serverValues(): FormValues | null {
    return this.loaded ? this.loaded.serverValues : this.shown.serverValues;
  }

  /** True when closing the page would lose text. */
  get atRisk(): boolean {
    return this.loaded?.atRisk ?? (this.shown.dirty && !this.shown.backedUp);
  }

  readonly snapshot = (): DraftSnapshot => this.loaded?.snapshot() ?? this.shown;

  /** Restores what only this browser knows. Call it after hydration. */
  start(): void {
    this.isStopped = false;
    const { userId, draftStatus, returned, reopened } = this.options;
    const isKnown = draftStatus.draft !== null || returned !== undefined || reopened === true;
    if (this.loaded) {
      this.loaded.start();
      this.loaded.restore();
    } else if (isKnown || isStored(userId, draftStatus.draftKey)) return void this.load();
    this.endRestoring();
  }

  stop(): void {
    this.isStopped = true;
    this.loaded?.stop();
  }

  change(values: FormValues): void {
    if (this.loaded) return this.loaded.change(values);
    if (this.shown.closed) return;
    this.show({ values, dirty: true, backedUp: this.backUp(values) });
    void this.load();
  }

  leave(): void {
    this.loaded?.leave();
  }

  flush(leaving: boolean): void {
    this.loaded?.flush(leaving);
  }

  async saveAndSettle(): Promise<void> {
    if (this.loaded || this.shown.dirty) await (await this.load()).saveAndSettle();
  }

  sent(nextFormKey?: string): void {
    if (this.loaded) return this.loaded.sent(nextFormKey);
    this.nextFormKeys.push(nextFormKey);
    this.removeBackup();
    this.show({
      ...CLEAN_SNAPSHOT,
      values: this.options.defaultValues,
      formKey: nextFormKey ?? this.shown.formKey,
      closed: nextFormKey === undefined,
    });
    void this.load();
  }

  startOver(): void {
    void this.load().then((loaded) => loaded.startOver());
  }

  choose(keep: "this" | "other"): void {
    void this.load().then((loaded) => loaded.choose(keep));
  }

  swap(setAside: FormValues): void {
    this.loaded?.swap(setAside);
  }

  async discard(): Promise<boolean> {
    return (this.loaded ?? (await this.load())).discard();
  }

  async undo(): Promise<OutgoingFileView[] | null> {
    return (this.loaded ?? (await this.load())).undo();
  }

  protected async open(): Promise<DraftAutosave> {
    return (await this.loader())(this.options);
  }

  protected override failed(isBroken: boolean): void {
    if (isBroken) this.endRestoring();
    if (this.shown.dirty) this.show({ failure: { state: isBroken ? "broken" : "unreachable" } });
  }

  protected handOver(loaded: DraftAutosave): void {
    const wasSent = this.nextFormKeys.length > 0;
    const first = wasSent ? this.options.defaultValues : this.initial.values;
    const { values } = this.shown;
    const typed = Object.fromEntries(
      Object.entries(values).filter(([name, text]) => text !== (first[name] ?? "")),
    );
    if (!wasSent) loaded.restore();
    for (const key of this.nextFormKeys) loaded.sent(key);
    if (Object.keys(typed).length > 0)
      loaded.change(withPreHydrationInput(loaded.snapshot().values, typed, first));
    if (this.isStopped) loaded.stop();
    this.endRestoring();
  }

  private show(change: Partial<DraftState>): void {
    this.shown = { ...this.shown, ...change };
    this.notify();
  }

  /** As the loaded scripts will read it, also on the next page. Spares what an earlier page kept. */
  private backUp(values: FormValues): boolean {
    const { userId, draftStatus } = this.options;
    const { formKey, version } = this.shown;
    const key = backupKey(userId, draftStatus.draftKey);
    const isSecret = values.encrypted === "true";
    try {
      const stores = [localStorage, sessionStorage];
      if (!this.ownsBackup && stores.some((store) => store.getItem(key) !== null)) return false;
      this.ownsBackup = true;
      (isSecret ? localStorage : sessionStorage).removeItem(key);
      const backup = JSON.stringify({ formKey, version, values, at: Date.now() });
      (isSecret ? sessionStorage : localStorage).setItem(key, backup);
      return true;
    } catch {
      return false;
    }
  }

  private removeBackup(): void {
    const key = backupKey(this.options.userId, this.options.draftStatus.draftKey);
    try {
      localStorage.removeItem(key);
      sessionStorage.removeItem(key);
    } catch {
      // Storage is forbidden.
    }
  }
}
