import { useDisclosure } from '@mantine/hooks';
import { lazy, Suspense, useEffect } from 'react';
import { Outlet, ScrollRestoration, useLocation } from 'react-router';
import { Banners } from './banners.tsx';
import { Brand, Nav } from './nav.tsx';
import { TopBar } from './top-bar.tsx';

const NavDrawer = lazy(async () => ({ default: (await import('./nav-drawer.tsx')).NavDrawer }));

/** What every page stands in: navigation, header with search and state, banners, the line of what we are not. */
export function Shell() {
  const [navOpen, nav] = useDisclosure();
  const { pathname } = useLocation();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new page closes the drawer
  useEffect(() => nav.close(), [pathname]);
  return (
    <div className="app">
      <a className="skip" href="#page">
        Skip to the page
      </a>
      <aside className="side">
        <Brand />
        <Nav />
        <Legal />
      </aside>
      {navOpen ? (
        <Suspense>
          <NavDrawer onClose={nav.close} />
        </Suspense>
      ) : null}
      <div>
        <TopBar onOpenNav={nav.open} />
        <Banners />
        <main className="page" id="page" tabIndex={-1}>
          <Outlet />
          <p className="legal only-narrow">
            Not CBP, not a broker, not a law firm. Dates are aids; the licensed broker decides.
          </p>
        </main>
      </div>
      <ScrollRestoration />
    </div>
  );
}

function Legal() {
  return <small>Not CBP, not a broker, not a law firm. Dates are aids; the licensed broker decides.</small>;
}
