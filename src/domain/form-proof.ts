import { z } from 'zod';
import { type Column, type ColumnType, columnTypes } from './column.ts';

/** Whether extreme values of a type came back from the files of a cluster as they went in; `unknown` when that could not be tried. */
export const proofStates = ['proven', 'differs', 'unknown'] as const;
export type ProofState = (typeof proofStates)[number];

/** Of every type, in the form in which its columns are stored. */
export const formProof = z.record(z.enum(columnTypes), z.enum(proofStates));
export type FormProof = z.infer<typeof formProof>;

/**
 * What a column of the files says about the column of the table.
 * - `exact`: each value, to the last 100 ns, digit and null. A text longer than the encoding policy of its column allows is cut by ingestion.
 * - `json`: what JSON can say. Leaves of other types that a query built come back as text, and the order of properties may be another.
 * - `unproven`: on this cluster extreme values of the type did not come back, or it could not be tried.
 */
export const fidelities = ['exact', 'json', 'unproven'] as const;
export type Fidelity = (typeof fidelities)[number];

export function fidelityOf({ type }: Column, proof: FormProof): Fidelity {
  if (proof[type] !== 'proven') return 'unproven';
  return type === 'dynamic' ? 'json' : 'exact';
}

export function proofOf(stateOf: (type: ColumnType) => ProofState): FormProof {
  const states = columnTypes.map((type) => [type, stateOf(type)] as const);
  return formProof.parse(Object.fromEntries(states));
}

/** Types among the columns that are not proven, each once. */
export function unprovenTypes(columns: readonly Column[], proof: FormProof): readonly ColumnType[] {
  return [...new Set(columns.map(({ type }) => type))].filter((type) => proof[type] !== 'proven');
}

/** Of what two versions of a cluster wrote: proven only where both are. */
export function ofBoth(a: FormProof, b: FormProof): FormProof {
  const states = [a, b];
  return proofOf((type) => {
    if (states.some((proof) => proof[type] === 'differs')) return 'differs';
    return states.every((proof) => proof[type] === 'proven') ? 'proven' : 'unknown';
  });
}

/** What is stored about one version of a cluster. */
export const proofRecord = z.strictObject({
  formatVersion: z.literal(1),
  buildVersion: z.string(),
  at: z.string(),
  forms: formProof,
});
