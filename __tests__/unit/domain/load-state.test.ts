import { readLoadState } from '../../../src/domain/load-state.ts';
import { attemptTag, runId } from '../../../src/domain/names.ts';
import { seededRandom } from '../../fixtures/seeded-random.ts';

const run = runId('0a1b2c3d');
const tag = (file: number, attempt: number): string => attemptTag(run, file, attempt);
const extent = (extentId: string, tags: readonly string[], rows: bigint) => ({ extentId, tags, rows });

test('a file is staged, received or missing by the rows of one attempt', () => {
  const state = readLoadState(
    [
      { file: 0, rows: 5n },
      { file: 1, rows: 7n },
      { file: 2, rows: 9n },
    ],
    [extent('r1', ['x', tag(1, 1)], 3n), extent('r2', [tag(1, 1)], 4n), extent('r3', [tag(2, 1)], 8n)],
    [extent('s0', [tag(0, 2)], 5n)],
  );
  expect([...state.files]).toEqual([
    [0, { kind: 'staged' }],
    [1, { kind: 'received', extentIds: ['r1', 'r2'], tag: tag(1, 1) }],
    [2, { kind: 'missing' }],
  ]);
  expect([state.wasteInRaw, state.wasteInStage]).toEqual([['r3'], []]);
});

test('two attempts that together have the rows of the file are waste, not the file', () => {
  const state = readLoadState(
    [{ file: 0, rows: 5n }],
    [extent('a', [tag(0, 1)], 2n), extent('b', [tag(0, 2)], 3n)],
    [],
  );
  expect(state.files.get(0)).toEqual({ kind: 'missing' });
  expect(state.wasteInRaw).toEqual(['a', 'b']);
});

test('what is received of a staged file is waste', () => {
  const state = readLoadState(
    [{ file: 0, rows: 5n }],
    [extent('late', [tag(0, 2)], 5n)],
    [extent('s', [tag(0, 1)], 5n)],
  );
  expect(state.files.get(0)).toEqual({ kind: 'staged' });
  expect([state.wasteInRaw, state.wasteInStage]).toEqual([['late'], []]);
});

test('extents of other hands are neither files nor waste', () => {
  const others = [extent('o', ['other'], 5n), extent('p', [], 5n), extent('q', [`${tag(0, 1)}x`], 5n)];
  const state = readLoadState([{ file: 0, rows: 5n }], others, others);
  expect(state).toEqual({ files: new Map([[0, { kind: 'missing' }]]), wasteInRaw: [], wasteInStage: [] });
});

test('whatever lies there, after dropping the waste and moving what was received no file is there twice', () => {
  const random = seededRandom(42);
  const randomExtents = (prefix: string) =>
    Array.from({ length: random.below(12) }, (_, index) =>
      extent(`${prefix}${index}`, [tag(random.below(4), 1 + random.below(3))], BigInt(1 + random.below(3))),
    );
  for (let round = 0; round < 3_000; round += 1) {
    const expected = [0, 1, 2, 3].map((file) => ({ file, rows: BigInt(1 + random.below(5)) }));
    const [raw, stage] = [randomExtents('r'), randomExtents('s')];
    const state = readLoadState(expected, raw, stage);
    const received = [...state.files.values()].flatMap((file) => (file.kind === 'received' ? file.extentIds : []));
    const kept = stage.filter(({ extentId }) => !state.wasteInStage.includes(extentId));
    const moved = raw.filter(({ extentId }) => received.includes(extentId));
    random.check(() => {
      expect(received.filter((id) => state.wasteInRaw.includes(id))).toEqual([]);
      for (const { file, rows } of expected) {
        const own = [...kept, ...moved].filter(({ tags }) =>
          tags.some((one) => one.startsWith(tag(file, 1).slice(0, -3))),
        );
        const sum = own.reduce((total, one) => total + one.rows, 0n);
        expect(sum).toBe(state.files.get(file)?.kind === 'missing' ? 0n : rows);
      }
    });
  }
});
