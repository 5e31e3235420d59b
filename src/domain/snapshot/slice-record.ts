import { z } from 'zod';
import { check, fileRecord, parseJson } from './manifest.ts';
import { sizedSlice } from './plan.ts';

/** `owner` is the run that wrote it. */
const at = { formatVersion: z.literal(1), owner: z.string(), table: z.int(), index: z.int(), attempt: z.int() };
export const sliceRecord = z.discriminatedUnion('state', [
  /** May be running, may have left files, may never have been sent. */
  z.strictObject({ ...at, state: z.literal('begun') }),
  /** These files and no others are the slice. */
  z.strictObject({ ...at, state: z.literal('written'), files: z.array(fileRecord) }),
  /** Was too big; these slices take its place. */
  z.strictObject({ ...at, state: z.literal('divided'), into: z.array(sizedSlice.extend({ index: z.int() })) }),
]);
/** How far one slice has come. `table` and `index` are its places in the plan, from 0; attempts count from 1. */
export type SliceRecord = z.infer<typeof sliceRecord>;

export const parseSliceRecord = (text: string, path: string): SliceRecord =>
  check(sliceRecord, parseJson(text, path), path);
