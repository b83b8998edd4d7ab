import { useEffect } from 'react';
import { useLocation } from 'react-router';
import { useMe } from '../../api/session.ts';
import { PageHead } from '../../ui/page-head.tsx';
import { ApiKeys } from './api-keys.tsx';
import { FilerCodes } from './filer-codes.tsx';
import { Firm } from './firm.tsx';
import { Members } from './members.tsx';
import { RemoveSample } from './remove-sample.tsx';
import { ReportLayouts } from './report-layouts.tsx';

export function SettingsPage() {
  const { organization, permissions } = useMe();
  const { hash } = useLocation();
  useEffect(() => {
    if (hash !== '') document.getElementById(hash.slice(1))?.scrollIntoView({ block: 'center' });
  }, [hash]);
  const mayChange = permissions.includes('*') || permissions.includes('settings:write');
  return (
    <>
      <PageHead title="Settings" sub={organization.name} />
      <div className="settings">
        <Firm mayChange={mayChange} />
        <FilerCodes mayChange={mayChange} />
        <Members />
        {mayChange ? <ApiKeys /> : null}
        <ReportLayouts />
        {organization.isSample ? <RemoveSample /> : null}
      </div>
    </>
  );
}
