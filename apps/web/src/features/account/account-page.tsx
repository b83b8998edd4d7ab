import { useMe } from '../../api/session.ts';
import { PageHead } from '../../ui/page-head.tsx';
import { AbsencePanel } from './absence-panel.tsx';
import { NamePanel } from './name-panel.tsx';
import { PasswordPanel } from './password-panel.tsx';
import { SessionsPanel } from './sessions-panel.tsx';

/** The person's own page: name, absence, password, and where he is signed in. */
export function AccountPage() {
  const { user, organization } = useMe();
  return (
    <>
      <PageHead title="My account" sub={user.email} />
      <div className="settings">
        <NamePanel />
        {organization.isSample ? (
          <p className="note-box">
            This is the invented owner of the sample firm: anybody who looks at it is this person.
          </p>
        ) : null}
        <AbsencePanel />
        <PasswordPanel />
        <SessionsPanel />
      </div>
    </>
  );
}
