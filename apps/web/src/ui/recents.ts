/** What somebody opened last, in his own browser; forgotten when he signs out. */
export interface Recent {
  readonly to: string;
  readonly label: string;
  readonly kind: 'client' | 'entry';
}

const KEY = 'capeline.recents';
const KEPT = 6;

interface Stored {
  readonly firm: string;
  readonly recents: readonly Recent[];
}

function read(): Stored | null {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? 'null') as Stored | null;
  } catch {
    return null; // a browser without storage, or a text of somebody else: there is nothing to show
  }
}

/** The last things opened in this firm, newest first. */
export function listRecents(firm: string): readonly Recent[] {
  const stored = read();
  return stored?.firm === firm && Array.isArray(stored.recents) ? stored.recents : [];
}

/** Puts a thing first among the last ones; another firm's are forgotten. */
export function noteRecent(firm: string, recent: Recent): void {
  const others = listRecents(firm).filter(({ to }) => to !== recent.to);
  const stored: Stored = { firm, recents: [recent, ...others].slice(0, KEPT) };
  try {
    localStorage.setItem(KEY, JSON.stringify(stored));
  } catch {
    // A browser without storage: the palette works without its last things.
  }
}

export function forgetRecents(): void {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // Nothing was kept.
  }
}
