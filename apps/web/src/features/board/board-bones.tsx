import { Bones } from '../../ui/bones.tsx';
import { PageHead } from '../../ui/page-head.tsx';

/** The board's shape while its first answer is on the way. */
export function BoardBones() {
  return (
    <>
      <PageHead
        title="Board"
        sub={<span className="bone" style={{ width: 320, height: 14, marginTop: 6 }} aria-hidden />}
      />
      <div className="board-top" aria-hidden>
        <span className="bone" style={{ height: 268 }} />
        <span className="bone" style={{ height: 268 }} />
        <span className="bone" style={{ height: 268 }} />
      </div>
      <div style={{ marginTop: 18 }}>
        <Bones rows={7} height={56} />
      </div>
    </>
  );
}
