import { EvidencePanel } from '../../ui/evidence/evidence-panel.tsx';

/** All evidence of a client, whatever it is about; what is added here is about the client as a whole. */
export function EvidenceTab({ clientId }: { clientId: string }) {
  return (
    <section className="panel">
      <EvidencePanel subject={{ clientId }} showsSubject />
    </section>
  );
}
