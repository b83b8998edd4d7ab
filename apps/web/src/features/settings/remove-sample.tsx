import { Button } from '@mantine/core';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { DANGER } from '../../ui/danger.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { useRemoveSample } from './queries.ts';

/** Takes the sample firm away for good; then set-up or sign-in is offered. */
export function RemoveSample() {
  const [sure, setSure] = useState(false);
  const remove = useRemoveSample();
  const navigate = useNavigate();
  return (
    <section className="panel stack tight" id="sample" aria-label="Sample firm">
      <h2>Sample firm</h2>
      <p className="dim">
        Everything in it is invented. Removing it takes its clients, entries, dates and mails away for good and leaves
        your own firm alone.
      </p>
      <ProblemNote error={remove.error} />
      <div className="row">
        <Button
          variant={sure ? 'filled' : 'default'}
          color={sure ? DANGER : 'brand'}
          loading={remove.isPending}
          onClick={() =>
            sure ? remove.mutate(undefined, { onSuccess: () => void navigate('/sign-in') }) : setSure(true)
          }
          onBlur={() => setSure(false)}
        >
          {sure ? 'Really remove the sample' : 'Remove the sample'}
        </Button>
      </div>
    </section>
  );
}
