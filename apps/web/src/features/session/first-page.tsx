import { Button } from '@mantine/core';
import { IconArrowRight, IconBuildingWarehouse, IconFlask } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Navigate, useSearchParams } from 'react-router';
import { meQuery, setupQuery } from '../../api/session.ts';
import { Bones } from '../../ui/bones.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { ChooseFirm, hasSeveralFirms } from './choose-firm.tsx';
import { Front } from './front.tsx';
import { useOpenSample } from './queries.ts';
import { safeTarget } from './safe-target.ts';
import { SetUpForm } from './set-up-form.tsx';
import { SignInForm } from './sign-in-form.tsx';

type Step = 'choose' | 'set-up' | 'sign-in';

/** The first page: set up the firm, look at the sample, or sign in; then on to the wanted address. */
export function FirstPage() {
  const [params] = useSearchParams();
  const me = useQuery(meQuery);
  const setup = useQuery(setupQuery);
  const [chosen, choose] = useState<Step | null>(null);
  useEffect(() => {
    document.title = 'Capeline';
  }, []);
  // Whoever looks at the sample can go on to a firm of their own.
  const wantsFirm = params.get('set-up') !== null && me.data?.organization.isSample === true;
  const [picks, setPicks] = useState(false);
  if (me.data && picks && hasSeveralFirms(me.data)) return <ChooseFirm onChosen={() => setPicks(false)} />;
  if (me.data && !wantsFirm) return <Navigate to={safeTarget(params.get('to'))} replace />;
  if (setup.isPending || me.isPending)
    return (
      <Front>
        <Bones rows={4} height={52} />
      </Front>
    );
  if (setup.error)
    return (
      <Front>
        <ProblemNote error={setup.error} onRetry={() => void setup.refetch()} />
      </Front>
    );
  const { firmExists, sampleAvailable } = setup.data;
  const first = firmExists ? 'sign-in' : sampleAvailable && !wantsFirm ? 'choose' : 'set-up';
  const step = chosen ?? first;
  return (
    <Front>
      {step === 'choose' ? <Choices onSetUp={() => choose('set-up')} sample={sampleAvailable} /> : null}
      {step === 'set-up' ? <SetUpForm onBack={sampleAvailable ? () => choose('choose') : null} /> : null}
      {step === 'sign-in' ? (
        <>
          <SignInForm onTry={() => setPicks(true)} />
          {sampleAvailable ? <SampleButton /> : null}
        </>
      ) : null}
    </Front>
  );
}

function Choices({ onSetUp, sample }: { onSetUp: () => void; sample: boolean }) {
  const open = useOpenSample();
  return (
    <>
      <div>
        <h1>Welcome</h1>
        <p className="dim">Nothing is set up yet. Both ways take less than a minute.</p>
      </div>
      <button type="button" className="choice" onClick={onSetUp}>
        <span>
          <IconBuildingWarehouse size={22} stroke={1.7} aria-hidden />
        </span>
        <span>
          <b>Set up my firm</b>
          <span className="dim">Your name, a password, your filer codes; then drop in an ES-003.</span>
        </span>
        <IconArrowRight size={18} aria-hidden />
      </button>
      {sample ? (
        <button type="button" className="choice" disabled={open.isPending} onClick={() => open.mutate(undefined)}>
          <span>
            <IconFlask size={22} stroke={1.7} aria-hidden />
          </span>
          <span>
            <b>Look at the sample</b>
            <span className="dim">An invented firm with clients, entries and dates. You can remove it later.</span>
          </span>
          <IconArrowRight size={18} aria-hidden />
        </button>
      ) : null}
      <ProblemNote error={open.error} />
    </>
  );
}

function SampleButton() {
  const open = useOpenSample();
  return (
    <>
      <Button
        variant="subtle"
        loading={open.isPending}
        onClick={() => open.mutate(undefined)}
        leftSection={<IconFlask size={16} />}
      >
        Look at the sample
      </Button>
      <ProblemNote error={open.error} />
    </>
  );
}
