import type { ComponentType } from 'react';
import type { RouteObject } from 'react-router';
import { Bones } from '../ui/bones.tsx';
import { NotFound } from './not-found.tsx';
import { RequireSession } from './require-session.tsx';
import { RouteError } from './route-error.tsx';
import { Shell } from './shell.tsx';

/** A screen that is fetched when it is first wanted. */
const screen = (load: () => Promise<ComponentType>) => async () => ({ Component: await load() });

function Waiting() {
  return (
    <div className="page">
      <Bones rows={5} height={64} />
    </div>
  );
}

/** Every address of the web app. Mails link to `/board`, `/deadlines/:id`, `/deadlines?clientId=` and `/clients/:id`; keep those. */
export const routes: RouteObject[] = [
  {
    errorElement: <RouteError />,
    HydrateFallback: Waiting,
    children: [
      { path: '/sign-in', lazy: screen(async () => (await import('../features/session/first-page.tsx')).FirstPage) },
      { path: '/sign-in/link', lazy: screen(async () => (await import('../features/session/link-page.tsx')).LinkPage) },
      {
        path: '/forgot-password',
        lazy: screen(async () => (await import('../features/session/forgot-page.tsx')).ForgotPage),
      },
      {
        path: '/new-password',
        lazy: screen(async () => (await import('../features/session/reset-page.tsx')).ResetPage),
      },
      {
        path: '/invitation',
        lazy: screen(async () => (await import('../features/session/invitation-page.tsx')).InvitationPage),
      },
      {
        element: (
          <RequireSession>
            <Shell />
          </RequireSession>
        ),
        children: [
          {
            errorElement: <RouteError />,
            children: [
              { path: '/', lazy: screen(async () => (await import('../features/board/board-page.tsx')).BoardPage) },
              {
                path: '/board',
                lazy: screen(async () => (await import('../features/board/board-page.tsx')).BoardPage),
              },
              {
                path: '/clients',
                lazy: screen(async () => (await import('../features/board/clients-page.tsx')).ClientsPage),
              },
              {
                path: '/clients/:id',
                lazy: screen(async () => (await import('../features/client/client-page.tsx')).ClientPage),
              },
              {
                path: '/entries',
                lazy: screen(async () => (await import('../features/entries/entries-page.tsx')).EntriesPage),
              },
              {
                path: '/entries/:entryNumber',
                lazy: screen(async () => (await import('../features/entries/entry-page.tsx')).EntryPage),
              },
              {
                path: '/deadlines',
                lazy: screen(async () => (await import('../features/deadlines/agenda-page.tsx')).AgendaPage),
              },
              {
                path: '/deadlines/:id',
                lazy: screen(async () => (await import('../features/deadlines/deadline-page.tsx')).DeadlinePage),
              },
              {
                path: '/imports',
                lazy: screen(async () => (await import('../features/imports/imports-page.tsx')).ImportsPage),
              },
              {
                path: '/imports/:id',
                lazy: screen(async () => (await import('../features/imports/import-page.tsx')).ImportPage),
              },
              {
                path: '/proposals',
                lazy: screen(async () => (await import('../features/proposals/proposals-page.tsx')).ProposalsPage),
              },
              {
                path: '/alerts',
                lazy: screen(async () => (await import('../features/alerts/alerts-page.tsx')).AlertsPage),
              },
              { path: '/firm', lazy: screen(async () => (await import('../features/firm/firm-page.tsx')).FirmPage) },
              {
                path: '/settings',
                lazy: screen(async () => (await import('../features/settings/settings-page.tsx')).SettingsPage),
              },
              {
                path: '/account',
                lazy: screen(async () => (await import('../features/account/account-page.tsx')).AccountPage),
              },
              {
                path: '/knowledge/:id?',
                lazy: screen(async () => (await import('../features/knowledge/knowledge-page.tsx')).KnowledgePage),
              },
              { path: '*', element: <NotFound /> },
            ],
          },
        ],
      },
    ],
  },
];
