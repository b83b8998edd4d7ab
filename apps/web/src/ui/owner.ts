import type { ReactNode } from 'react';

/** Somebody who answers for a client or a check. */
export interface Owner {
  readonly id: string;
  readonly name: string;
  readonly initials: string;
}

export interface OwnerPickerProps {
  readonly owner: Owner | null;
  /** Whom the owner answers for, as the menu words it. */
  readonly of: string;
  readonly withName?: boolean;
  /** What to press, where it is not the owner that is shown. */
  readonly face?: ReactNode;
  readonly onPick: (owner: Owner | null) => void;
}
