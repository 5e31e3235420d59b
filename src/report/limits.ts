import type { Block } from './blocks.ts';

/** A larger job summary is dropped as a whole: https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands */
export const summaryLimitBytes = 1024 * 1024;

/** GitHub shows ten annotations of a kind for a step; one is kept for the sentence that says why the step failed. */
export const annotationLimit = 9;

/** Room for the sentence that says what was cut. */
const noticeBytes = 400;

export type RenderBlock = (block: Block) => string;

/**
 * Renders blocks until the limit in bytes is reached. Blocks are kept whole, tables lose rows from the end, and the last line says
 * what was left out, so that a cut report never looks complete.
 */
export function renderWithin(blocks: readonly Block[], render: RenderBlock, limitBytes: number): string {
  const whole = join(blocks.map(render));
  return sizeOf(whole) <= limitBytes ? whole : cut(blocks, render, limitBytes - noticeBytes);
}

function cut(blocks: readonly Block[], render: RenderBlock, budget: number): string {
  const kept: string[] = [];
  let used = 0;
  const left: string[] = [];
  for (const block of blocks) {
    const fitted = fitBlock(block, render, budget - used);
    if (fitted.text !== '') kept.push(fitted.text);
    used += sizeOf(fitted.text) + 2;
    if (fitted.left !== '') left.push(fitted.left);
  }
  const shown = left.slice(0, 3).join(', ');
  const more = left.length > 3 ? ` and ${left.length - 3} other parts` : '';
  kept.push(`Cut to fit the size limit; left out: ${shown}${more}. The command line with \`--json\` gives everything.`);
  return join(kept);
}

interface Fitted {
  readonly text: string;
  /** What was left out, empty when nothing was. */
  readonly left: string;
}

function fitBlock(block: Block, render: RenderBlock, room: number): Fitted {
  const text = render(block);
  if (sizeOf(text) <= room) return { text, left: '' };
  if (block.kind === 'table') return fitTable(block, render, room);
  if (block.kind === 'fold') return fitFold(block, render, room);
  return { text: '', left: `one ${block.kind}` };
}

function fitTable(block: Extract<Block, { kind: 'table' }>, render: RenderBlock, room: number): Fitted {
  const take = (rows: number): string => render({ ...block, rows: block.rows.slice(0, rows) });
  const rows = largest(block.rows.length, (number) => sizeOf(take(number)) <= room);
  const left = `${block.rows.length - rows} of ${block.rows.length} table rows`;
  return { text: rows === 0 ? '' : take(rows), left };
}

function fitFold(block: Extract<Block, { kind: 'fold' }>, render: RenderBlock, room: number): Fitted {
  const [only] = block.blocks;
  if (block.blocks.length !== 1 || only?.kind !== 'table') return { text: '', left: 'one folded part' };
  const inside = fitTable(only, (table) => render({ ...block, blocks: [table] }), room);
  return inside;
}

/** The largest number in 0..limit for which `fits` holds; `fits` must not become true again. */
function largest(limit: number, fits: (number: number) => boolean): number {
  let low = 0;
  let high = limit;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

function sizeOf(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}

function join(parts: readonly string[]): string {
  return `${parts.join('\n\n')}\n`;
}
