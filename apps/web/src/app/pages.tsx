import type { Permission } from '@capeline/contracts';
import {
  IconBell,
  IconBook2,
  IconBuilding,
  IconCalendarDue,
  IconCalendarQuestion,
  IconFileImport,
  IconLayoutDashboard,
  IconReceipt,
  IconSettings,
  IconUsers,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import type { KeyName } from '../ui/keys/key-table.ts';

interface Page {
  readonly key: KeyName;
  readonly label: string;
  readonly to: string;
  readonly icon: ComponentType<{ size?: number; stroke?: number; 'aria-hidden'?: boolean }>;
  readonly needs?: Permission;
}

/** The pages that have a key and a line in the palette. */
export const PAGES: readonly Page[] = [
  { key: 'goBoard', label: 'Board', to: '/', icon: IconLayoutDashboard },
  { key: 'goClients', label: 'Clients', to: '/clients', icon: IconUsers },
  { key: 'goDeadlines', label: 'Deadlines', to: '/deadlines', icon: IconCalendarDue },
  { key: 'goEntries', label: 'Entries', to: '/entries', icon: IconReceipt },
  { key: 'goImports', label: 'Imports', to: '/imports', icon: IconFileImport },
  { key: 'goAlerts', label: 'Alerts', to: '/alerts', icon: IconBell, needs: 'alerts:read' },
  { key: 'goProposals', label: 'Proposed dates', to: '/proposals', icon: IconCalendarQuestion, needs: 'entries:read' },
  { key: 'goKnowledge', label: 'Knowledge', to: '/knowledge', icon: IconBook2, needs: 'checks:read' },
  { key: 'goFirm', label: 'Our firm', to: '/firm', icon: IconBuilding },
  { key: 'goSettings', label: 'Settings', to: '/settings', icon: IconSettings, needs: 'settings:read' },
];
