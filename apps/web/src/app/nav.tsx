import {
  IconBell,
  IconBook2,
  IconBuilding,
  IconCalendarDue,
  IconFileImport,
  IconFileText,
  IconLayoutDashboard,
  IconSettings,
  IconUsers,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { NavLink } from 'react-router';
import { boardQuery } from '../api/lists.ts';
import { useCan } from '../api/session.ts';
import { count } from '../ui/format.ts';

export function Brand() {
  return (
    <div className="brand">
      <img src="/mark.svg" alt="" />
      Capeline
    </div>
  );
}

/** Only what exists; the counts come with the board's answer. */
export function Nav() {
  const { data: board } = useQuery(boardQuery);
  const mayReadEntries = useCan('entries:read');
  const mayReadAlerts = useCan('alerts:read');
  const mayReadChecks = useCan('checks:read');
  const mayReadSettings = useCan('settings:read');
  const waiting = board?.needsYou.alertsNotAcknowledged ?? 0;
  return (
    <nav className="nav" aria-label="Main">
      <NavLink to="/" end>
        <IconLayoutDashboard size={17} stroke={1.7} aria-hidden /> Board
      </NavLink>
      <NavLink to="/clients">
        <IconUsers size={17} stroke={1.7} aria-hidden /> Clients
        {board && board.clientCount > 0 ? <b>{count(board.clientCount)}</b> : null}
      </NavLink>
      {mayReadEntries ? (
        <NavLink to="/entries">
          <IconFileText size={17} stroke={1.7} aria-hidden /> Entries
        </NavLink>
      ) : null}
      <NavLink to="/deadlines">
        <IconCalendarDue size={17} stroke={1.7} aria-hidden /> Deadlines
      </NavLink>
      <NavLink to="/imports">
        <IconFileImport size={17} stroke={1.7} aria-hidden /> Imports
      </NavLink>
      {mayReadAlerts ? (
        <NavLink to="/alerts">
          <IconBell size={17} stroke={1.7} aria-hidden /> Alerts
          {waiting > 0 ? (
            <b>
              {count(waiting)}
              <span className="visually-hidden"> not acknowledged</span>
            </b>
          ) : null}
        </NavLink>
      ) : null}
      <span className="sp" />
      {mayReadChecks ? (
        <NavLink to="/knowledge">
          <IconBook2 size={17} stroke={1.7} aria-hidden /> Knowledge
        </NavLink>
      ) : null}
      {mayReadChecks ? (
        <NavLink to="/firm">
          <IconBuilding size={17} stroke={1.7} aria-hidden /> Our firm
        </NavLink>
      ) : null}
      {mayReadSettings ? (
        <NavLink to="/settings">
          <IconSettings size={17} stroke={1.7} aria-hidden /> Settings
        </NavLink>
      ) : null}
    </nav>
  );
}
