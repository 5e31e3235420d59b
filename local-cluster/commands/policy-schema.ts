import { formatTimespan, parseDatetime, parseTimespan } from '../engine/time.ts';
import { badRequest } from '../problem.ts';
import type { Reader } from './reader.ts';
import { parseJson } from './request.ts';

export type Document = Record<string, unknown>;

/** Takes a value of one type as it is kept, and refuses any other with its place. */
export type Shape<T = unknown> = (value: unknown, place: string) => T;

function misfit(value: unknown, place: string, wanted: string): Error {
  return badRequest(`The policy's '${place}' has to be ${wanted}, not ${JSON.stringify(value)}.`);
}

const typed =
  <T>(wanted: string, fits: (value: unknown) => value is T): Shape<T> =>
  (value, place) => {
    if (!fits(value)) throw misfit(value, place, wanted);
    return value;
  };

export const flag = typed('true or false', (value): value is boolean => typeof value === 'boolean');
export const text = typed('a text', (value): value is string => typeof value === 'string' && value !== '');

export const whole = (least: number, most = Number.MAX_SAFE_INTEGER): Shape<number> =>
  typed(
    most === Number.MAX_SAFE_INTEGER ? `a whole number from ${least}` : `a whole number from ${least} to ${most}`,
    (value): value is number => Number.isSafeInteger(value) && Number(value) >= least && Number(value) <= most,
  );

export const rate = typed('a number from 0', (value): value is number => typeof value === 'number' && value >= 0);

export const word = (...words: readonly string[]): Shape<string> =>
  typed(`one of ${words.join(', ')}`, (value): value is string => words.some((known) => known === value));

export const instant = typed(
  'a datetime',
  (value): value is string => typeof value === 'string' && parseDatetime(value.replace(' ', 'T')) !== undefined,
);

export const orNull =
  <T>(shape: Shape<T>): Shape<T | null> =>
  (value, place) =>
    value === null ? null : shape(value, place);

/** A timespan, written the one way. */
export const span =
  (least = '00:00:00', most?: string): Shape<string> =>
  (value, place) => {
    const ticks = typeof value === 'string' ? parseTimespan(value) : undefined;
    const range = most === undefined ? `a timespan from ${least}` : `a timespan from ${least} to ${most}`;
    const isShort = ticks === undefined || ticks < (parseTimespan(least) ?? 0n);
    if (isShort || (most !== undefined && ticks > (parseTimespan(most) ?? 0n))) throw misfit(value, place, range);
    return formatTimespan(ticks);
  };

/** An object with no other members than these, all of them optional but the ones named last. */
export const members =
  (shapes: Readonly<Record<string, Shape>>, ...required: readonly string[]): Shape<Document> =>
  (value, place) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw badRequest(place === '' ? 'The policy is not an object.' : `The policy's '${place}' is not an object.`);
    const below = (name: string): string => (place === '' ? name : `${place}.${name}`);
    const entries = Object.entries(value).map(([name, given]) => {
      const shape = Object.hasOwn(shapes, name) ? shapes[name] : undefined;
      if (shape === undefined) throw badRequest(`The policy has no member '${below(name)}'.`);
      return [name, shape(given, below(name))];
    });
    const missing = required.find((name) => !Object.hasOwn(value, name));
    if (missing !== undefined) throw badRequest(`The policy needs a '${below(missing)}'.`);
    return Object.fromEntries(entries);
  };

export const listOf =
  <T>(shape: Shape<T>, most = Number.MAX_SAFE_INTEGER): Shape<T[]> =>
  (value, place) => {
    if (!Array.isArray(value))
      throw badRequest(place === '' ? 'The policy is an array.' : `The policy's '${place}' is an array.`);
    if (value.length > most) throw badRequest(`The policy's '${place}' has at most ${most} entries.`);
    return value.map((item, index) => shape(item, `${place}[${index}]`));
  };

/** Reads the JSON text of a policy. */
export const documentOf =
  <T>(shape: Shape<T>) =>
  (reader: Reader): T =>
    shape(parseJson('policy', reader.string()), '');
