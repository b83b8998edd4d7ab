/** Grey shapes where rows will stand; read aloud as "Loading". */
export function Bones({ rows = 6, height = 44 }: { rows?: number; height?: number }) {
  return (
    <div className="stack tight" role="status" aria-label="Loading">
      {Array.from({ length: rows }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the shapes are alike and never move
        <span key={index} className="bone" style={{ height }} aria-hidden />
      ))}
    </div>
  );
}
