import { lazy, Suspense, useState } from 'react';
import { useCan } from '../api/session.ts';
import type { Owner, OwnerPickerProps } from './owner.ts';
import { Tag } from './tag.tsx';
import { showProblem } from './toasts.ts';

const loadMenu = () => import('./owner-menu.tsx');
const OwnerMenu = lazy(async () => ({ default: (await loadMenu()).OwnerMenu }));

function OwnerFace({ owner, withName }: { owner: Owner | null; withName: boolean }) {
  if (owner === null) return <Tag tone="amber">no owner</Tag>;
  return (
    <>
      <span className="avatar" title={owner.name}>
        {owner.initials}
      </span>
      {withName ? owner.name : <span className="visually-hidden">{owner.name}</span>}
    </>
  );
}

/** Shows who answers for a client and lets another be named. The menu is fetched when it is first opened. */
export function OwnerPicker({ owner, of, withName = false, face: ownFace, onPick }: OwnerPickerProps) {
  const mayWrite = useCan('clients:write');
  const [wasOpened, setWasOpened] = useState(false);
  const face = ownFace ?? <OwnerFace owner={owner} withName={withName} />;
  if (!mayWrite) return face;
  // Without the server the menu cannot come: that is said, and the page stays.
  const open = () => loadMenu().then(() => setWasOpened(true), showProblem);
  const button = (
    <button type="button" className="owner-button" data-row-act aria-haspopup="menu" onClick={() => void open()}>
      {face}
      <span className="visually-hidden">, owner of {of}. Change</span>
    </button>
  );
  if (!wasOpened) return button;
  return (
    <Suspense fallback={button}>
      <OwnerMenu owner={owner} of={of} face={ownFace} onPick={onPick}>
        {button}
      </OwnerMenu>
    </Suspense>
  );
}
