import { lazy, Suspense, useState } from 'react';
import { useMe } from '../api/session.ts';

const UserMenu = lazy(async () => ({ default: (await import('./user-menu.tsx')).UserMenu }));

/** "Ruth Mills" gives "RM". */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/u);
  return `${words[0]?.[0] ?? ''}${words.length > 1 ? (words.at(-1)?.[0] ?? '') : ''}`.toUpperCase();
}

/** The signed-in person; the menu behind it is fetched when it is first opened. */
export function UserButton() {
  const { user } = useMe();
  const [wasOpened, setWasOpened] = useState(false);
  const button = (
    <button type="button" className="avatar" aria-haspopup="menu" onClick={() => setWasOpened(true)}>
      {initialsOf(user.name)}
      <span className="visually-hidden">, account of {user.name}</span>
    </button>
  );
  if (!wasOpened) return button;
  return (
    <Suspense fallback={button}>
      <UserMenu>{button}</UserMenu>
    </Suspense>
  );
}
