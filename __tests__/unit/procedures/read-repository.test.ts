import type { SchemaToken } from '../../../src/domain/kql/schema-tokens.ts';
import { ProblemError } from '../../../src/domain/problem.ts';
import { readRepository } from '../../../src/procedures/read-repository.ts';
import { memoryReferenceFiles } from '../../fixtures/memory/reference-files.ts';

function read(texts: Readonly<Record<string, string>>, tokens: readonly SchemaToken[]) {
  const files = {
    read: async () => Object.entries(texts).map(([path, text]) => ({ path, text })),
    present: async () => [],
    write: async () => undefined,
  };
  return readRepository(
    { files, referenceFiles: memoryReferenceFiles({}) },
    { schema: ['schema'], referenceData: [], tokens: new Map(tokens.map((token) => [token.name, token])) },
  );
}

const token = (name: string, more: Partial<SchemaToken> = {}): SchemaToken => ({
  name,
  value: 'x',
  kind: 'plain',
  ...more,
});

test('a value that no file uses is told with the token that was meant, unless it may be for another database', async () => {
  const { statements, warnings } = await read({ 'a.kql': '.create-merge table <prefix>T (n: long)\n' }, [
    token('prefix'),
    token('Prefx'),
    token('days'),
    token('other', { isShared: true }),
  ]);
  expect(statements.map(({ text }) => text)).toEqual(['.create-merge table xT (n: long)']);
  expect(warnings).toEqual([
    'No schema file uses the token Prefx, for which a value is given. Did you mean prefix?',
    'No schema file uses the token days, for which a value is given.',
  ]);
});

test('tokens without a value are told for all files at once', async () => {
  const error: unknown = await read(
    { 'a.kql': '.drop table $$a$$ ifexists\n', 'b.kql': '\n.drop table ##prefx## ifexists\n' },
    [token('prefix')],
  ).then(
    () => undefined,
    (cause: unknown) => cause,
  );
  if (!(error instanceof ProblemError)) throw new Error('Nothing was wrong.');
  expect(error.problems.map(({ at, detail }) => [at?.file, at?.line, at?.column, detail])).toEqual([
    ['a.kql', 1, 13, undefined],
    ['b.kql', 2, 13, 'There is a value for prefix.'],
  ]);
});
